// Before the browser takes the page over: note what was typed into it already.
import type { ClientInit } from '@sveltejs/kit/hooks';
import { noteTyped } from '#lib/forms/typed.ts';

export const init: ClientInit = noteTyped;
