// Calls about the review of a listing: by the exchange team, and by those who write it.
import type { EvidenceReviewBody, Listing, Review, Reviewer, ReviewPoint } from '@exchange/contracts';
import type { Api } from './client.ts';

const listing = (id: string) => `/listings/${encodeURIComponent(id)}/review`;
const admin = (id: string) => `/admin/reviews/${encodeURIComponent(id)}`;

export const getReview = (api: Api, id: string) => api.get<Review>(listing(id));
export const answerComment = (api: Api, id: string, commentId: string, text: string) =>
  api.post<Review>(`${listing(id)}/comments/${encodeURIComponent(commentId)}/answer`, { text });
export const claimReview = (api: Api, id: string) => api.post<Review>(`${admin(id)}/claim`, {});
export const unclaimReview = (api: Api, id: string) => api.post<Review>(`${admin(id)}/unclaim`, {});
export const saveChecklist = (api: Api, id: string, points: ReviewPoint[]) =>
  api.post<Review>(`${admin(id)}/checklist`, { points });
export const addComment = (api: Api, id: string, body: { path: string; text: string }) =>
  api.post<Review>(`${admin(id)}/comments`, body);
export const endSample = (api: Api, id: string) => api.post<Review>(`${admin(id)}/looked-at`, {});

/** Sets the reviewed level of evidence. What was typed for the level goes as it is: the api names what is wrong with it. */
export const reviewEvidence = (api: Api, id: string, body: EvidenceReviewBody) =>
  api.put<Listing>(`/listings/${encodeURIComponent(id)}/evidence-review`, body);

export const listReviewers = (api: Api) => api.get<{ items: Reviewer[] }>('/admin/reviewers');
export const appointReviewer = (api: Api, email: string) => api.post<Reviewer>('/admin/reviewers', { email });
export const dismissReviewer = (api: Api, id: string) =>
  api.delete<undefined>(`/admin/reviewers/${encodeURIComponent(id)}`);
