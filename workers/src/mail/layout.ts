// The frame of every message: paper, ink and one deep green (the product's look), without images, down to 320 pixels, light and dark.

/** Contrast on the ground it stands on, light / dark: ink 15.6 / 15.3, ink2 7.3 / 9.6, brand 9.4 / 8.9, white on brand 9.9. */
const colours = {
  paper: '#FBF8F2',
  card: '#FFFFFF',
  line: '#D9D3C6',
  ink: '#16212B',
  ink2: '#4A5763',
  brand: '#0B4F4A',
  soft: '#E3F0EC',
};

const dark = `
  @media (prefers-color-scheme: dark) {
    body, .ground, .ground > div { background: #101A1A !important; }
    .card, .card > table { background: #172423 !important; }
    .card > table, .card > table > tbody > tr > td { border-color: #2C3B39 !important; }
    .ink div, .ink td, .ink a { color: #EEF3F0 !important; }
    .quiet div, .quiet a { color: #B4C2BE !important; }
    .brand div, .brand a, .ink a.link, .quiet a.link { color: #6FC7BA !important; }
    .button td, .button a { background: #6FC7BA !important; color: #101A1A !important; }
  }`;

/** Narrow: less air inside a card, and each way to answer on a line of its own, tall enough for a thumb. */
const narrow = `
  @media (max-width: 480px) {
    .ink, .quiet, .brand, .button { padding-left: 16px !important; padding-right: 16px !important; }
    .acts .link { display: block; padding: 9px 0; }
    .acts .between { display: none; }
  }`;

/** A heading, in the brand's colour. */
export const heading = (text: string) =>
  `<mj-text css-class="brand" font-size="24px" line-height="1.25" font-weight="700" color="${colours.brand}">${text}</mj-text>`;

/** A paragraph; a link in it takes class="link". */
export const paragraph = (text: string) => `<mj-text css-class="ink">${text}</mj-text>`;

/** A list of the texts within `name`, with real marks, so that lines that break stay aligned. */
export const bullets = (name: string) =>
  `<ul style="margin:4px 0 0;padding-left:20px">{{#${name}}}<li style="margin:0 0 4px">{{text}}</li>{{/${name}}}</ul>`;

/** Words before the first card, on the paper itself. */
export const opening = (...texts: string[]) =>
  `<mj-section padding="0 0 8px"><mj-column>${texts.map(paragraph).join('')}</mj-column></mj-section>`;

/** Links to answer by, side by side, or one below the other where it is narrow. */
export const acts = (...links: string[]) =>
  `<mj-text css-class="quiet acts" font-size="15px" color="${colours.ink2}">${links.join(
    '<span class="between"> &nbsp;·&nbsp; </span>',
  )}</mj-text>`;

/** Something said more quietly. */
export const quiet = (text: string) =>
  `<mj-text css-class="quiet" font-size="15px" color="${colours.ink2}">${text}</mj-text>`;

/** The one thing to do. */
export const button = (label: string, url: string) =>
  `<mj-button css-class="button" href="${url}" align="left" background-color="${colours.brand}" color="#FFFFFF"
    border-radius="10px" font-size="17px" font-weight="700" inner-padding="13px 22px" padding="8px 24px 16px">${label}</mj-button>`;

/** Blocks on a card of their own. */
export const card = (...blocks: string[]) =>
  `<mj-section css-class="card" background-color="${colours.card}" border="1px solid ${colours.line}" border-radius="14px"
    padding="16px 0"><mj-column>${blocks.join('')}</mj-column></mj-section>`;

/** Air between two cards. */
export const gap = `<mj-section padding="6px 0"><mj-column><mj-spacer height="4px" /></mj-column></mj-section>`;

/** Blocks within the list `name`, once for each of its items; a true value once. */
export const each = (name: string, ...blocks: string[]) =>
  `<mj-raw>{{#${name}}}</mj-raw>${blocks.join('')}<mj-raw>{{/${name}}}</mj-raw>`;

/**
 * The whole message around `sections`. Its view has `title` (the document's), `preview` (what lists show after the
 * subject), `reasonForMail`, `preferences` (empty for account mail) and `webUrl`.
 * @param footer blocks under the reason for the mail, such as the ways to stop it
 */
export function layout(sections: string[], footer: string[] = []): string {
  return `<mjml lang="en-GB">
  <mj-head>
    <mj-title>{{title}}</mj-title>
    <mj-preview>{{preview}}</mj-preview>
    <mj-attributes>
      <mj-all font-family="'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Verdana, Arial, sans-serif" />
      <mj-text font-size="17px" line-height="1.55" color="${colours.ink}" padding="8px 24px" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-style inline="inline">.link { color: ${colours.brand}; }</mj-style>
    <mj-style>.ink div, .quiet div, .brand div { overflow-wrap: anywhere; }${narrow}${dark}</mj-style>
  </mj-head>
  <mj-body width="624px" background-color="${colours.paper}" css-class="ground">
    <mj-wrapper padding="0 12px">
    <mj-section padding="24px 0 12px"><mj-column>
      <mj-text css-class="brand" font-size="18px" font-weight="700" color="${colours.brand}">Innovation Exchange</mj-text>
    </mj-column></mj-section>
    ${sections.join('\n')}
    <mj-section padding="16px 0 32px"><mj-column>
      ${quiet('{{reasonForMail}}')}
      ${footer.join('')}
      ${each('preferences', quiet('<a class="link" href="{{url}}">Choose what we mail you</a>'))}
      ${quiet('Innovation Exchange: <a class="link" href="{{webUrl}}">{{webUrl}}</a>')}
    </mj-column></mj-section>
    </mj-wrapper>
  </mj-body>
</mjml>`;
}
