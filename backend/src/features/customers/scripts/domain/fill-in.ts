import type { RichBlock, RichInline, RichMark, RichText, ScriptDocument } from '#contracts';

/** What stands in for `{{contact.lastName}}`, and where links lead; a link that may not be opened is absent. */
export interface Filling {
  readonly variables: Readonly<Record<string, string | null | undefined>>;
  readonly addresses: ReadonlyMap<string, string>;
}

const VARIABLE = /\{\{\s*([A-Za-z]+\.[A-Za-z]+)\s*\}\}/g;

/** Names of variables in the text of a document, and its addresses. */
export function namedIn(text: RichText): { variables: string[]; addresses: string[] } {
  const inlines = text.content.flatMap(inlinesOf);
  return {
    variables: inlines.flatMap((each) =>
      each.type === 'text' ? [...each.text.matchAll(VARIABLE)].map(([, name = '']) => name) : [],
    ),
    addresses: inlines.flatMap((each) =>
      each.type === 'text' ? (each.marks ?? []).flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : [])) : [],
    ),
  };
}

export const picturesIn = (text: RichText): string[] =>
  text.content.flatMap((block) => (block.type === 'picture' ? [block.attrs.id] : []));

export const textsOf = ({ steps, summary }: ScriptDocument): RichText[] => [
  ...steps.map(({ text }) => text),
  summary.text,
];

/** The document as it is shown: variables filled in, addresses made. */
export const filledIn = (document: ScriptDocument, filling: Filling): ScriptDocument => ({
  ...document,
  steps: document.steps.map((step) => ({ ...step, text: fillText(step.text, filling) })),
  summary: { ...document.summary, text: fillText(document.summary.text, filling) },
});

const fillText = ({ type, content }: RichText, filling: Filling): RichText => ({
  type,
  content: content.map((block) => fillBlock(block, filling)),
});

function fillBlock(block: RichBlock, filling: Filling): RichBlock {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: fillInlines(block.content, filling) };
    case 'bulletList':
    case 'orderedList':
      return {
        ...block,
        content: block.content.map((item) => ({
          ...item,
          content: item.content.map((each) => ({ ...each, content: fillInlines(each.content, filling) })),
        })),
      };
    case 'horizontalRule':
    case 'picture':
      return block;
  }
}

/** A text that came to nothing is left out: the format has no empty ones. */
function fillInlines(inlines: readonly RichInline[] | undefined, filling: Filling): RichInline[] {
  return (inlines ?? []).flatMap((inline): RichInline[] => {
    if (inline.type !== 'text') return [inline];
    const text = inline.text.replace(VARIABLE, (_all, name: string) => filling.variables[name] ?? '');
    const marks = (inline.marks ?? []).flatMap((mark): RichMark[] => {
      if (mark.type !== 'link') return [mark];
      const href = filling.addresses.get(mark.attrs.href);
      return href === undefined ? [] : [{ ...mark, attrs: { href } }];
    });
    return text === '' ? [] : [{ ...inline, text, marks }];
  });
}

function inlinesOf(block: RichBlock): RichInline[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content ?? [];
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content.flatMap(({ content }) => content ?? []));
    case 'horizontalRule':
    case 'picture':
      return [];
  }
}
