import type { ForOfStatement, Identifier, Node, Statement } from '@babel/types';
import { eachChild, endOf, isFunction, startOf, type FunctionNode } from './syntax.ts';

/** A declaration of a value. */
export interface Binding {
  readonly name: string;
  readonly kind: 'const' | 'let' | 'var' | 'param' | 'function' | 'class';
  readonly scope: Scope;
  /** What declares it: a declarator, function, class, parameter or catch clause. Null: in scope from outside. */
  readonly node: Node | null;
  /** The identifier in its declaration. */
  readonly id: Identifier | null;
  /** From this offset on it has its value. */
  readonly ready: number;
  readonly assignments: Assignment[];
}

interface Assignment {
  readonly start: number;
  readonly end: number;
  readonly func: FunctionNode | null;
}

export interface Scope {
  readonly parent: Scope | null;
  readonly node: Node | null;
  readonly func: FunctionNode | null;
  readonly bindings: Map<string, Binding>;
  /** Names of types declared here. */
  readonly types: Set<string>;
}

/** A use of a name, before it is known what it means. */
export interface Use<Named> {
  readonly id: Named;
  readonly scope: Scope;
}

/**
 * Walks a text once and notes its scopes, what they declare, and every use of a name. Modules are strict: a function
 * declaration belongs to its block.
 */
export class ScopeWalk {
  readonly root: Scope;
  readonly declared: Identifier[] = [];
  readonly clashes: Identifier[] = [];
  readonly declarations = new Map<Identifier, Binding>();
  /** The scope a function is made in. */
  readonly around = new Map<FunctionNode, Scope>();
  readonly params = new Map<FunctionNode, Scope>();
  readonly bodies = new Map<FunctionNode, Scope>();
  readonly loopOf = new Map<Node, ForOfStatement>();
  readonly uses: Use<Identifier>[] = [];
  readonly typeUses: Use<string>[] = [];
  readonly writes: (Use<Identifier> & { readonly at: Node })[] = [];

  readonly #statements: readonly Node[];

  /** Notes what the text declares for all of it; `walk` sees the rest. */
  constructor(statements: readonly Node[], outer: readonly string[]) {
    this.#statements = statements;
    this.root = this.#scope(null, null, null);
    for (const name of outer) this.#bind(this.root, name, 'param', null, null, 0);
    // The text's own declarations stand beside the outer names: redeclaring one of them is a clash.
    this.#hoist(statements, this.root);
  }

  walk(): void {
    for (const statement of this.#statements) this.#walk(statement, this.root);
  }

  #scope(parent: Scope | null, node: Node | null, func: FunctionNode | null): Scope {
    return { parent, node, func, bindings: new Map(), types: new Set() };
  }

  #bind(
    scope: Scope,
    name: string,
    kind: Binding['kind'],
    node: Node | null,
    id: Identifier | null,
    ready: number,
  ): void {
    if (id !== null) this.declared.push(id);
    const known = scope.bindings.get(name);
    if (known !== undefined) {
      if (known.node === null && id !== null) this.clashes.push(id);
      if (id !== null) this.declarations.set(id, known);
      return;
    }
    const binding: Binding = { name, kind, scope, node, id, ready, assignments: [] };
    scope.bindings.set(name, binding);
    if (id !== null) this.declarations.set(id, binding);
  }

  /** Declares what the statements of a block declare, before any of it is walked. */
  #hoist(statements: readonly Node[], scope: Scope): void {
    for (const statement of statements) {
      const node = unlabel(statement);
      switch (node.type) {
        case 'VariableDeclaration':
          if (node.kind !== 'var') this.#declare(node, scope);
          break;
        case 'FunctionDeclaration':
          if (node.id)
            this.#bind(scope, node.id.name, 'function', node, node.id, startOf(scope.node ?? node));
          break;
        case 'ClassDeclaration':
          if (node.id) this.#bind(scope, node.id.name, 'class', node, node.id, endOf(node));
          break;
        case 'TSDeclareFunction':
          if (node.id && node.declare) this.#bind(scope, node.id.name, 'function', node, node.id, 0);
          break;
        case 'TSInterfaceDeclaration':
        case 'TSTypeAliasDeclaration':
          scope.types.add(node.id.name);
          break;
        case 'ExportNamedDeclaration':
          if (node.declaration) this.#hoist([node.declaration], scope);
          break;
        default:
          break;
      }
      if (node.type === 'ClassDeclaration' && node.id) scope.types.add(node.id.name);
    }
    if (scope.func === null ? scope === this.root : scope.node === scope.func.body) {
      for (const statement of statements) this.#hoistVars(statement, scope);
    }
  }

  /** A `var` belongs to the function around it: only statements have one in them. */
  #hoistVars(node: Node | null | undefined, scope: Scope): void {
    switch (node?.type) {
      case 'VariableDeclaration':
        if (node.kind === 'var') this.#declare(node, scope);
        break;
      case 'BlockStatement':
      case 'TSModuleBlock':
        for (const statement of node.body) this.#hoistVars(statement, scope);
        break;
      case 'IfStatement':
        this.#hoistVars(node.consequent, scope);
        this.#hoistVars(node.alternate, scope);
        break;
      case 'ForStatement':
        this.#hoistVars(node.init, scope);
        this.#hoistVars(node.body, scope);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#hoistVars(node.left, scope);
        this.#hoistVars(node.body, scope);
        break;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'WithStatement':
      case 'LabeledStatement':
      case 'TSModuleDeclaration':
        this.#hoistVars(node.body, scope);
        break;
      case 'SwitchStatement':
        for (const one of node.cases)
          for (const statement of one.consequent) this.#hoistVars(statement, scope);
        break;
      case 'TryStatement':
        this.#hoistVars(node.block, scope);
        this.#hoistVars(node.handler?.body, scope);
        this.#hoistVars(node.finalizer, scope);
        break;
      case 'ExportNamedDeclaration':
        this.#hoistVars(node.declaration, scope);
        break;
      default:
        break;
    }
  }

  #declare(node: Extract<Statement, { type: 'VariableDeclaration' }>, scope: Scope): void {
    const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
    for (const declarator of node.declarations) {
      for (const id of patternNames(declarator.id)) {
        this.#bind(scope, id.name, kind, declarator, id, kind === 'var' ? 0 : endOf(declarator));
        if (kind === 'var' && declarator.init) this.writes.push({ id, scope, at: declarator });
      }
    }
  }

  #walk(node: Node, scope: Scope): void {
    if (isFunction(node)) return this.#function(node, scope);
    if (node.type.startsWith('TS') && this.#type(node, scope)) return;
    switch (node.type) {
      case 'Identifier':
        this.uses.push({ id: node, scope });
        if (node.typeAnnotation) this.#walk(node.typeAnnotation, scope);
        return;
      case 'BlockStatement':
      case 'StaticBlock': {
        const inner = this.#scope(scope, node, scope.func);
        this.#hoist(node.body, inner);
        for (const statement of node.body) this.#walk(statement, inner);
        return;
      }
      case 'ForStatement': {
        const inner = this.#scope(scope, node, scope.func);
        if (node.init) this.#hoist([node.init], inner);
        for (const part of [node.init, node.test, node.update, node.body]) if (part) this.#walk(part, inner);
        return;
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = this.#scope(scope, node, scope.func);
        if (node.left.type === 'VariableDeclaration') {
          this.#hoist([node.left], inner);
          const [declarator] = node.left.declarations;
          if (declarator && node.type === 'ForOfStatement') this.loopOf.set(declarator, node);
        } else this.#assigned(node.left, inner, node.left);
        for (const part of [node.left, node.right, node.body]) this.#walk(part, inner);
        return;
      }
      case 'WhileStatement':
      case 'DoWhileStatement': {
        const inner = this.#scope(scope, node, scope.func);
        this.#walk(node.test, inner);
        this.#walk(node.body, inner);
        return;
      }
      case 'SwitchStatement': {
        this.#walk(node.discriminant, scope);
        const inner = this.#scope(scope, node, scope.func);
        for (const one of node.cases) this.#hoist(one.consequent, inner);
        for (const one of node.cases) {
          if (one.test) this.#walk(one.test, inner);
          for (const statement of one.consequent) this.#walk(statement, inner);
        }
        return;
      }
      case 'CatchClause': {
        const inner = this.#scope(scope, node, scope.func);
        if (node.param) {
          for (const id of patternNames(node.param)) this.#bind(inner, id.name, 'let', node, id, 0);
          this.#pattern(node.param, inner);
        }
        this.#walk(node.body, inner);
        return;
      }
      case 'VariableDeclarator':
        this.#pattern(node.id, scope);
        if (node.init) this.#walk(node.init, scope);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const inner = this.#scope(scope, node, scope.func);
        if (node.type === 'ClassExpression' && node.id) {
          this.#bind(inner, node.id.name, 'class', node, node.id, 0);
        }
        this.#typeParameters(node.typeParameters, inner);
        eachChild(node, (child) => {
          if (child !== node.id && child !== node.typeParameters) this.#walk(child, inner);
        });
        return;
      }
      case 'AssignmentExpression':
        this.#assigned(node.left, scope, node);
        break;
      case 'UpdateExpression':
        this.#assigned(node.argument, scope, node);
        break;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.#walk(node.object, scope);
        if (node.computed) this.#walk(node.property, scope);
        return;
      case 'ObjectProperty':
      case 'ClassProperty':
        if (node.computed) this.#walk(node.key, scope);
        if (node.type === 'ClassProperty' && node.typeAnnotation) this.#walk(node.typeAnnotation, scope);
        if (node.value) this.#walk(node.value, scope);
        return;
      case 'ClassPrivateProperty':
        if (node.typeAnnotation) this.#walk(node.typeAnnotation, scope);
        if (node.value) this.#walk(node.value, scope);
        return;
      case 'LabeledStatement':
        this.#walk(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'ImportDeclaration':
        return;
      default:
        break;
    }
    eachChild(node, (child) => this.#walk(child, scope));
  }

  #function(node: FunctionNode, outer: Scope): void {
    this.around.set(node, outer);
    if ('computed' in node && node.computed) this.#walk(node.key, outer);
    const scope = this.#scope(outer, node, node);
    this.params.set(node, scope);
    if (node.type === 'FunctionExpression' && node.id) {
      this.#bind(scope, node.id.name, 'function', node, node.id, 0);
    }
    this.#typeParameters(node.typeParameters, scope);
    for (const param of node.params) {
      for (const id of patternNames(param)) this.#bind(scope, id.name, 'param', param, id, startOf(node));
      this.#pattern(param, scope);
    }
    if (node.returnType) this.#walk(node.returnType, scope);
    if (node.body.type === 'BlockStatement') {
      // Default values of parameters do not see what the body declares.
      const body = this.#scope(scope, node.body, node);
      this.bodies.set(node, body);
      this.#hoist(node.body.body, body);
      for (const statement of node.body.body) this.#walk(statement, body);
    } else {
      this.#walk(node.body, scope);
    }
  }

  /** Walks defaults, computed keys and types of a pattern, not the names it declares. */
  #pattern(node: Node, scope: Scope): void {
    if ('typeAnnotation' in node && node.typeAnnotation) this.#walk(node.typeAnnotation, scope);
    switch (node.type) {
      case 'Identifier':
        return;
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') {
            this.#pattern(property, scope);
          } else {
            if (property.computed) this.#walk(property.key, scope);
            this.#pattern(property.value, scope);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.#pattern(element, scope);
        return;
      case 'AssignmentPattern':
        this.#pattern(node.left, scope);
        this.#walk(node.right, scope);
        return;
      case 'RestElement':
        this.#pattern(node.argument, scope);
        return;
      case 'TSParameterProperty':
        this.#pattern(node.parameter, scope);
        return;
      default:
        this.#walk(node, scope);
    }
  }

  #assigned(target: Node, scope: Scope, at: Node): void {
    for (const id of patternNames(target)) this.writes.push({ id, scope, at });
  }

  /** True when there is nothing but types below. */
  #type(node: Node, scope: Scope): boolean {
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'TSParameterProperty':
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
      case 'TSModuleBlock':
      case 'TSExportAssignment':
        return false;
      case 'TSTypeReference':
        this.#typeName(node.typeName, scope);
        break;
      case 'TSExpressionWithTypeArguments':
        this.#typeName(node.expression, scope);
        break;
      case 'TSTypeQuery':
        this.#typeName(node.exprName, scope);
        break;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSFunctionType':
      case 'TSConstructorType':
      case 'TSMethodSignature':
      case 'TSCallSignatureDeclaration':
      case 'TSDeclareFunction':
      case 'TSDeclareMethod': {
        const inner = this.#scope(scope, node, scope.func);
        this.#typeParameters(node.typeParameters, inner);
        eachChild(node, (child) => this.#types(child, inner));
        return true;
      }
      case 'TSMappedType': {
        const inner = this.#scope(scope, node, scope.func);
        const { typeParameter } = node;
        if (typeParameter) inner.types.add(typeof typeParameter.name === 'string' ? typeParameter.name : '');
        eachChild(node, (child) => this.#types(child, inner));
        return true;
      }
      case 'TSConditionalType': {
        const inner = this.#scope(scope, node, scope.func);
        collectInferred(node.extendsType, inner.types);
        eachChild(node, (child) => this.#types(child, inner));
        return true;
      }
      default:
        break;
    }
    eachChild(node, (child) => this.#types(child, scope));
    return true;
  }

  /** Within a type only types count: names of parameters and members are no uses. */
  #types(node: Node, scope: Scope): void {
    if (node.type.startsWith('TS')) this.#type(node, scope);
    else if ('typeAnnotation' in node && node.typeAnnotation) this.#types(node.typeAnnotation, scope);
  }

  #typeParameters(node: Node | null | undefined, scope: Scope): void {
    if (node?.type !== 'TSTypeParameterDeclaration') return;
    for (const param of node.params) if (typeof param.name === 'string') scope.types.add(param.name);
    for (const param of node.params) {
      if (param.constraint) this.#types(param.constraint, scope);
      if (param.default) this.#types(param.default, scope);
    }
  }

  #typeName(node: Node, scope: Scope): void {
    if (node.type === 'TSQualifiedName') this.#typeName(node.left, scope);
    else if (node.type === 'Identifier') this.typeUses.push({ id: node.name, scope });
  }
}

const unlabel = (node: Node): Node => (node.type === 'LabeledStatement' ? unlabel(node.body) : node);

function collectInferred(node: Node, names: Set<string>): void {
  if (node.type === 'TSInferType' && typeof node.typeParameter.name === 'string') {
    names.add(node.typeParameter.name);
  }
  eachChild(node, (child) => collectInferred(child, names));
}

/** Identifiers that a pattern, parameter or assignment target gives a value to. */
export function patternNames(node: Node): readonly Identifier[] {
  switch (node.type) {
    case 'Identifier':
      return [node];
    case 'ObjectPattern':
      return node.properties.flatMap((property) =>
        patternNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return node.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'AssignmentPattern':
      return patternNames(node.left);
    case 'RestElement':
      return patternNames(node.argument);
    case 'TSParameterProperty':
      return patternNames(node.parameter);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return patternNames(node.expression);
    default:
      return [];
  }
}
