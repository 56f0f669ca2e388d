const LIMIT = 4;
const INJECTED_LIMIT = 8;

/** `this` is not a parameter, and the transaction a function runs in is where it happens, not what it is about. */
const isUncounted = (parameter) => parameter.type === 'Identifier' && ['this', 'tx'].includes(parameter.name);

const isCollaborator = (parameter) =>
  parameter.type === 'TSParameterProperty' || (parameter.decorators ?? []).length > 0;

/** A constructor of `private readonly …` properties and `@Inject(…)` values only lists its collaborators. */
const isInjection = (node) => node.parent?.kind === 'constructor' && node.params.every(isCollaborator);

/** At most 4 parameters; a constructor that only receives collaborators may list 8 before the class is too big. */
export const maxParamsRule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      tooMany: '{{count}} parameters; at most {{limit}}: pass one object with names',
      tooManyCollaborators: '{{count}} collaborators; at most {{limit}}: split the class by subject',
    },
  },
  create(context) {
    const check = (node) => {
      const count = node.params.filter((each) => !isUncounted(each)).length;
      const [limit, messageId] = isInjection(node) ? [INJECTED_LIMIT, 'tooManyCollaborators'] : [LIMIT, 'tooMany'];
      if (count > limit) context.report({ node, messageId, data: { count, limit } });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};
