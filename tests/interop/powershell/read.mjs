// read.mjs MODULES SCRIPT…: parses each PowerShell file with tree-sitter; prints and counts what it cannot read.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "node_modules", "x.js"));
const { Parser, Language } = require("web-tree-sitter");

await Parser.init();
const grammar = path.join(modules, "node_modules", "tree-sitter-powershell", "tree-sitter-powershell.wasm");
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const wrong = [];
const commands = new Set();
function walk(file, node) {
  if (node.isError || node.isMissing)
    wrong.push(`${file}:${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
  if (node.type === "command_name") commands.add(node.text);
  for (const child of node.children) walk(file, child);
}
for (const file of files) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  walk(file, parser.parse(text).rootNode);
}

// The grammar must be able to say no, or its yes is worth nothing.
if (!parser.parse("foreach ($a in 1 { 'b }").rootNode.hasError) wrong.push("the parser accepts anything");

// Nothing may be run but what the script says it runs.
const allowed = ["Connect-MgGraph", "Disconnect-MgGraph", "Invoke-MgGraphRequest", "Read-Principal", "Get-KeyThumbprint",
  "Get-ValidKeys", "Get-Thumbprints", "Get-KeyIds", "Where-Object", "ForEach-Object", "Sort-Object", "Out-Null",
  "Write-Host", "Write-Warning", "ConvertTo-Json", "Start-Sleep", "Set-Content", "Join-Path", "New-Object",
  "Set-StrictMode", "exit",
  "Connect-ExchangeOnline", "Disconnect-ExchangeOnline", "Get-IntraOrganizationConnector", "New-IntraOrganizationConnector",
  "Set-IntraOrganizationConnector", "Remove-IntraOrganizationConnector", "Get-IntraOrganizationConfiguration", "Get-OnPremisesOrganization",
  "Test-OAuthConnectivity", "Get-AcceptedDomain", "Get-OrganizationConfig"];
for (const command of commands) if (!allowed.includes(command)) wrong.push(`unexpected command: ${command}`);
if (!commands.has("Invoke-MgGraphRequest") || !commands.has("Connect-ExchangeOnline")) wrong.push("commands not found");

for (const line of wrong) console.log("FAIL", line);
console.log(`${files.length} scripts read, ${commands.size} commands, ${wrong.length} problems`);
process.exit(wrong.length ? 1 : 0);
