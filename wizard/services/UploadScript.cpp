#include "services/OfflineFiles.h"

#include "protocols/exo/Cmdlet.h"

namespace passerelle::services {

namespace {

using exo::quoted;

// Names Connect-MgGraph has for the clouds of cloud.md a.1; the sovereign ones have to be made known to it first,
// else it signs in to the worldwide one.
QString environmentName(const QString &cloud)
{
    if (cloud.isEmpty() || cloud == u"worldwide")
        return {};
    if (cloud == u"us-l4")
        return QStringLiteral("USGov");
    if (cloud == u"us-l5")
        return QStringLiteral("USGovDoD");
    if (cloud == u"china")
        return QStringLiteral("China");
    return QStringLiteral("Passerelle-") + cloud;
}

QString newEnvironment(const OfflineOrder &order, const QString &name)
{
    return QStringLiteral("if (-not (Get-MgEnvironment | Where-Object { $_.Name -eq %1 })) {\n"
                          "    Add-MgEnvironment -Name %1 -AzureADEndpoint %2 -GraphEndpoint %3 | Out-Null\n"
                          "}\n")
        .arg(quoted(name), quoted(order.login.toString(QUrl::StripTrailingSlash)),
             quoted(order.graph.toString(QUrl::StripTrailingSlash)));
}

QString connection(const OfflineOrder &order)
{
    QString line = QStringLiteral("Connect-MgGraph -Scopes 'Application.ReadWrite.All'");
    if (!order.tenantId.isEmpty())
        line += QStringLiteral(" -TenantId ") + quoted(order.tenantId);
    const QString environment = environmentName(order.cloud);
    if (environment.isEmpty())
        return line;
    const bool isNew = environment.startsWith(u"Passerelle-");
    return (isNew ? newEnvironment(order, environment) : QString()) + line + QStringLiteral(" -Environment ")
        + (isNew ? quoted(environment) : environment);
}

QString list(const QStringList &values)
{
    QStringList lines;
    for (const QString &value : values)
        lines << QStringLiteral("    ") + quoted(value);
    return QStringLiteral("@(\n%1\n)").arg(lines.join(QStringLiteral(",\n")));
}

// A comment can hold anything but the end of its line.
QString comment(const QString &sentence)
{
    QString line = sentence;
    for (const QChar end : { QChar(u'\n'), QChar(u'\r'), QChar(0x85), QChar(0x2028), QChar(0x2029) })
        line.replace(end, u' ');
    return QStringLiteral("# ") + line;
}

// A sentence to print, with {appId} and {n} filled in when it is.
QString say(const QString &sentence)
{
    return quoted(sentence) + QStringLiteral(".Replace('{appId}', $appId)");
}

constexpr char functions[] = R"ps(
# id, appId and the keys with their values: without $select every value comes back empty.
function Read-Principal([string] $AppId) {
    $uri = "$graph/servicePrincipals(appId='$AppId')?" + '$select=id,appId,accountEnabled,keyCredentials'
    Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
}

# The SHA-1 thumbprint of the certificate in a key, or nothing. Some tools have stored base64 of base64.
function Get-KeyThumbprint([string] $Value) {
    if ([string]::IsNullOrEmpty($Value)) { return $null }
    try { $bytes = [Convert]::FromBase64String($Value) } catch { return $null }
    try {
        return (New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)).Thumbprint
    } catch {
        try {
            $bytes = [Convert]::FromBase64String([Text.Encoding]::ASCII.GetString($bytes))
            return (New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)).Thumbprint
        } catch { return $null }
    }
}

function Get-ValidKeys($Principal) {
    $now = [DateTimeOffset]::UtcNow
    @($Principal.keyCredentials | Where-Object { $_ -and ([DateTimeOffset] $_.endDateTime) -gt $now })
}

function Get-Thumbprints($Keys) {
    @($Keys | ForEach-Object { Get-KeyThumbprint $_.key } | Where-Object { $_ } | Sort-Object)
}

function Get-KeyIds($Principal) {
    (@($Principal.keyCredentials | Where-Object { $_ } | ForEach-Object { $_.keyId }) | Sort-Object) -join ' '
}
)ps";

constexpr char loop[] = R"ps(
$failed = $false
$answers = @()
foreach ($appId in $applications) {
    try {
        $principal = Read-Principal $appId
    } catch {
        Write-Warning (@MISSING@)
        Write-Warning $_.Exception.Message
        $failed = $true
        continue
    }

    $kept = @(Get-ValidKeys $principal)
    $expired = @($principal.keyCredentials | Where-Object { $_ }).Count - $kept.Count
    $present = @(Get-Thumbprints @($kept | Where-Object { $_.type -eq 'AsymmetricX509Cert' -and $_.usage -eq 'Verify' }))
    $missing = @($certificates | Where-Object { $present -notcontains (Get-KeyThumbprint $_) })

    if ($missing.Count -eq 0) {
        Write-Host (@THERE@)
    } else {
        # The list is replaced as a whole. A key that cannot be sent back as it is would be lost: then nothing is written.
        $lost = @($kept | Where-Object { $_.type -ne 'AsymmetricX509Cert' -or $_.usage -ne 'Verify' -or -not (Get-KeyThumbprint $_.key) })
        if ($lost.Count -gt 0) {
            Write-Warning (@CANNOT@)
            $failed = $true
            continue
        }
        if ($expired -gt 0) {
            Write-Host (@EXPIRED@.Replace('{n}', "$expired"))
        }
        $keys = @()
        foreach ($key in $kept) { $keys += @{ type = 'AsymmetricX509Cert'; usage = 'Verify'; key = $key.key } }
        foreach ($value in $missing) { $keys += @{ type = 'AsymmetricX509Cert'; usage = 'Verify'; key = $value } }
        $body = ConvertTo-Json -InputObject @{ keyCredentials = @($keys) } -Depth 4

        # A last look: nobody may have written since.
        if ((Get-KeyIds (Read-Principal $appId)) -ne (Get-KeyIds $principal)) {
            Write-Warning (@CHANGED@)
            $failed = $true
            continue
        }
        if (-not $PSCmdlet.ShouldProcess($appId, 'PATCH keyCredentials')) { continue }
        Invoke-MgGraphRequest -Method PATCH -Uri "$graph/servicePrincipals/$($principal.id)" -Body $body -ContentType 'application/json' | Out-Null
        Write-Host (@WRITTEN@)

        $wanted = @(@(Get-Thumbprints $kept) + @($certificates | ForEach-Object { Get-KeyThumbprint $_ }) | Sort-Object -Unique)
        $verified = $false
        foreach ($wait in 1, 2, 4, 8, 16, 30) {
            Start-Sleep -Seconds $wait
            $after = @(Get-Thumbprints (Read-Principal $appId).keyCredentials)
            if (@($wanted | Where-Object { $after -notcontains $_ }).Count -eq 0) {
                $verified = $true
                break
            }
        }
        if ($verified) { Write-Host (@VERIFIED@) } else { Write-Warning (@LAG@); $failed = $true }
    }

    # For the answer to load in step 6: one file, whatever the number of applications.
    $uri = "$graph/servicePrincipals(appId='$appId')?" + '$select=id,appId,accountEnabled,keyCredentials'
    $answers += Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType Json
}
if ($answers.Count -gt 0) {
    Set-Content -LiteralPath (Join-Path $PSScriptRoot 'read-back.json') -Value ('[' + ($answers -join ",`n") + ']') -Encoding UTF8
}

Disconnect-MgGraph | Out-Null
if ($failed) { exit 1 }
)ps";

}

QByteArray uploadScript(const OfflineOrder &order)
{
    const model::OfflineWords &words = order.words;
    QStringList appIds;
    for (const OfflineTarget &target : order.targets)
        appIds << target.application.appId;
    QStringList certificates;
    QStringList head{ QStringLiteral("#Requires -Version 5.1"),
                      QStringLiteral("#Requires -Modules Microsoft.Graph.Authentication") };
    for (const QString &sentence :
         { words.scriptPurpose, words.scriptSafe, words.scriptModule, words.scriptRole })
        head << comment(sentence);
    for (const crypto::Certificate &certificate : order.certificates) {
        certificates << QString::fromLatin1(certificate.der().toBase64());
        head << comment(certificate.thumbprint() + QStringLiteral("  ") + certificate.subject());
    }
    head << QStringLiteral("[CmdletBinding(SupportsShouldProcess = $true)]") << QStringLiteral("param()")
         << QString() << QStringLiteral("Set-StrictMode -Version 1.0")
         << QStringLiteral("$ErrorActionPreference = 'Stop'") << QString()
         << QStringLiteral("$graph = ")
            + quoted(order.graph.toString(QUrl::StripTrailingSlash) + QStringLiteral("/v1.0"))
         << QStringLiteral("$applications = ") + list(appIds)
         << QStringLiteral("$certificates = ") + list(certificates) << QString() << connection(order);
    QString body = QLatin1String(loop);
    const std::pair<const char *, const QString &> sentences[] = {
        { "@MISSING@", words.missingApplication }, { "@THERE@", words.alreadyThere },
        { "@CANNOT@", words.cannotKeep },          { "@EXPIRED@", words.droppingExpired },
        { "@CHANGED@", words.changedMeanwhile },   { "@WRITTEN@", words.written },
        { "@VERIFIED@", words.verified },          { "@LAG@", words.notVisible },
    };
    for (const auto &[mark, sentence] : sentences)
        body.replace(QLatin1String(mark), say(sentence));
    QString script = head.join(u'\n') + u'\n' + QLatin1String(functions) + body;
    script.replace(u'\n', QStringLiteral("\r\n"));
    return "\xEF\xBB\xBF" + script.toUtf8();
}

}
