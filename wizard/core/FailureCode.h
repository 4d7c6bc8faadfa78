#pragma once

#include <QLatin1StringView>
#include <QList>

namespace passerelle::core {

// Every reason the program can give for not going on, or for going on with a warning. The text is the stable code of
// the problem catalogue: it keys the sentence in both languages (text/FailureText) and the lines of the report.
#define PASSERELLE_FAILURE_CODES(X)                                                                          \
    /* general */                                                                                            \
    X(Cancelled, "CANCELLED")                                                                                \
    X(LocalFile, "LOCAL-FILE")                                                                               \
    X(UnknownExchange, "UNKNOWN-EX")                                                                         \
    X(UnknownSignIn, "UNKNOWN-SIGN-IN")                                                                      \
    X(UnknownGraph, "UNKNOWN-GRAPH")                                                                         \
    X(UnknownExo, "UNKNOWN-EXO")                                                                             \
    /* connection to Exchange */                                                                             \
    X(ExUnreachable, "EX-UNREACHABLE")                                                                       \
    X(ExWrongVdir, "EX-WRONG-VDIR")                                                                          \
    X(ExHttp500, "EX-HTTP-500")                                                                              \
    X(ExKrbOnly, "EX-KRB-ONLY")                                                                              \
    X(ExKrbTicket, "EX-KRB-TICKET")                                                                          \
    X(ExKrbSpn, "EX-KRB-SPN")                                                                                \
    X(ExKrbRealm, "EX-KRB-REALM")                                                                            \
    X(ExKrbKdc, "EX-KRB-KDC")                                                                                \
    X(ExKrbMutual, "EX-KRB-MUTUAL")                                                                          \
    X(ExSignIn, "EX-SIGN-IN")                                                                                \
    X(ExAccount, "EX-ACCOUNT")                                                                               \
    X(ExNotAdmitted, "EX-NOT-ADMITTED")                                                                      \
    X(ExBasicOnly, "EX-BASIC-ONLY")                                                                          \
    X(ExBasicHttp, "EX-BASIC-HTTP")                                                                          \
    X(ExRedirect, "EX-REDIRECT")                                                                             \
    X(ExTooLarge, "EX-TOO-LARGE")                                                                            \
    X(ExDamaged, "EX-DAMAGED")                                                                               \
    X(ExTlsTrust, "EX-TLS-TRUST")                                                                            \
    X(Tls12Server, "TLS12-SERVER")                                                                           \
    X(ExShellQuota, "EX-SHELL-QUOTA")                                                                        \
    X(RbacNone, "RBAC-NONE")                                                                                 \
    X(RbacPartial, "RBAC-PARTIAL")                                                                           \
    X(ClockSkew, "CLOCK-SKEW")                                                                               \
    X(SessionLost, "SESSION-LOST")                                                                           \
    /* connection to Microsoft 365 */                                                                        \
    X(EntraNet, "ENTRA-NET")                                                                                 \
    X(EntraTenantWrong, "ENTRA-TENANT-WRONG")                                                                \
    X(EntraMfa, "ENTRA-MFA")                                                                                 \
    X(EntraCaBlock, "ENTRA-CA-BLOCK")                                                                        \
    X(EntraCloud, "ENTRA-CLOUD")                                                                             \
    X(EntraConsent, "ENTRA-CONSENT")                                                                         \
    X(EntraRole, "ENTRA-ROLE")                                                                               \
    X(EntraAppId, "ENTRA-APPID")                                                                             \
    X(EntraTimeout, "ENTRA-TIMEOUT")                                                                         \
    X(EntraAccount, "ENTRA-ACCOUNT")                                                                         \
    X(EntraBusy, "ENTRA-BUSY")                                                                               \
    X(GraphThrottle, "GRAPH-THROTTLE")                                                                       \
    X(ExoRole, "EXO-ROLE")                                                                                   \
    X(ExoApi, "EXO-API")                                                                                     \
    X(ExoNotFound, "EXO-NOT-FOUND")                                                                          \
    X(ExoExists, "EXO-EXISTS")                                                                               \
    /* prerequisites */                                                                                      \
    X(ExVersion, "EX-VERSION")                                                                               \
    X(ExMixedOrg, "EX-MIXED-ORG")                                                                            \
    X(ExEol, "EX-EOL")                                                                                       \
    X(DomainNotVerified, "DOMAIN-NOT-VERIFIED")                                                              \
    X(DirsyncOff, "DIRSYNC-OFF")                                                                             \
    X(HybridAgent, "HYBRID-AGENT")                                                                           \
    X(VdirOauthOff, "VDIR-OAUTH-OFF")                                                                        \
    X(EwsUrlNone, "EWS-URL-NONE")                                                                            \
    X(PreauthProxy, "PREAUTH-PROXY")                                                                         \
    /* step 1 */                                                                                             \
    X(AuthserverMissing, "AUTHSERVER-MISSING")                                                               \
    X(AuthserverDup, "AUTHSERVER-DUP")                                                                       \
    X(ExoAppOff, "EXO-APP-OFF")                                                                              \
    X(IocMissing, "IOC-MISSING")                                                                             \
    X(IocOff, "IOC-OFF")                                                                                     \
    X(SpnMissing, "SPN-MISSING")                                                                             \
    X(HybridappMissing, "HYBRIDAPP-MISSING")                                                                 \
    /* step 2 */                                                                                             \
    X(MuExists, "MU-EXISTS")                                                                                 \
    X(MuVisible, "MU-VISIBLE")                                                                               \
    X(RoleAssign, "ROLE-ASSIGN")                                                                             \
    X(SplitPerm, "SPLIT-PERM")                                                                               \
    X(DcReplication, "DC-REPLICATION")                                                                       \
    /* step 3 */                                                                                             \
    X(PaExists, "PA-EXISTS")                                                                                 \
    X(PaLegacyOnly, "PA-LEGACY-ONLY")                                                                        \
    X(PaNoLink, "PA-NO-LINK")                                                                                \
    /* step 4 */                                                                                             \
    X(CertNoThumb, "CERT-NO-THUMB")                                                                          \
    X(CertNotOnAll, "CERT-NOT-ON-ALL")                                                                       \
    X(CertExpired, "CERT-EXPIRED")                                                                           \
    X(CertExpiring, "CERT-EXPIRING")                                                                         \
    X(CertNotActive, "CERT-NOT-ACTIVE")                                                                      \
    X(CertReadFail, "CERT-READ-FAIL")                                                                        \
    X(CertNotPublished, "CERT-NOT-PUBLISHED")                                                                \
    /* steps 5 and 6 */                                                                                      \
    X(SpMissing, "SP-MISSING")                                                                               \
    X(SpRefused, "SP-REFUSED")                                                                               \
    X(SpLag, "SP-LAG")                                                                                       \
    X(KeyOverwrite, "KEY-OVERWRITE")                                                                         \
    X(KeyFormat, "KEY-FORMAT")                                                                               \
    X(KeyLocked, "KEY-LOCKED")                                                                               \
    X(KeyPolicy, "KEY-POLICY")                                                                               \
    X(KeyMany, "KEY-MANY")                                                                                   \
    X(KeyLost, "KEY-LOST")                                                                                   \
    X(WriteDoubt, "WRITE-DOUBT")                                                                             \
    X(KeyOnExo, "KEY-ON-EXO")                                                                                \
    X(KeyNotFound, "KEY-NOT-FOUND")                                                                          \
    X(KeyDates, "KEY-DATES")                                                                                 \
    X(KeyStale, "KEY-STALE")                                                                                 \
    X(GraphLag, "GRAPH-LAG")                                                                                 \
    X(UndoChanged, "UNDO-CHANGED")                                                                           \
    X(UndoNothing, "UNDO-NOTHING")                                                                           \
    X(ReadbackFormat, "READBACK-FORMAT")                                                                     \
    X(ReadbackOtherApp, "READBACK-OTHER-APP")                                                                \
    X(ReadbackNoValue, "READBACK-NO-VALUE")                                                                  \
    X(OfflineNoAnswer, "OFFLINE-NO-ANSWER")                                                                  \
    /* verification */                                                                                       \
    X(VUserUnknown, "V-USER-UNKNOWN")                                                                        \
    /* the plan itself */                                                                                    \
    X(PlanChanged, "PLAN-CHANGED")

enum class FailureCode {
#define X(name, text) name,
    PASSERELLE_FAILURE_CODES(X)
#undef X
};

QLatin1StringView codeText(FailureCode code);
const QList<FailureCode> &allFailureCodes();

}
