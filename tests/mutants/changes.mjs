// Prints the single changes of some modules as JSON: [path, first byte, last byte, text] each.
// It reads them by the TypeScript that .dev/scripts.py has installed in .cache/js/.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { argv, cwd, stdout } from "node:process";

const ts = createRequire(resolve(cwd(), ".cache/js/package.json"))("typescript");
const OPPOSITES = Object.fromEntries([
    ["<", "<="], [">", ">="], ["===", "!=="], ["&&", "||"], ["+", "-"], ["*", "/"],
].flatMap(([one, other]) => [[one, other], [other, one]]));
const found = [];

for (const path of argv.slice(2)) {
    const text = readFileSync(path, "utf8");
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    const byte = (at) => Buffer.byteLength(text.slice(0, at));
    const add = (node, changed) => found.push([path, byte(node.getStart(source)), byte(node.getEnd()), changed]);
    const visit = (node) => {
        change(node, source, add);
        ts.forEachChild(node, visit);
    };
    visit(source);
}
stdout.write(JSON.stringify(found));

function change(node, source, add) {
    if (ts.isBinaryExpression(node)) {
        const other = OPPOSITES[node.operatorToken.getText(source)];
        if (other) add(node.operatorToken, other);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
        add(node, node.operand.getText(source));
    } else if (ts.isNumericLiteral(node)) {
        add(node, `(${node.text} + 1)`);
    } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
        add(node, node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true");
    } else if (ts.isReturnStatement(node) && node.expression) {
        add(node, "return undefined;");
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
        add(node, ";");
    }
}
