#pragma once

namespace passerelle::pages {

// QWizard's page ids, in reading order.
enum PageId {
    StartPageId,
    ExchangePageId,
    TenantPageId,
    PrerequisitesPageId,
    SettingsPageId,
    ReviewPageId,
    OauthPageId,
    AccountPageId,
    PartnerApplicationPageId,
    CertificatePageId,
    UploadPageId,
    UploadCheckPageId,
    VerificationPageId,
    SummaryPageId,
    PageCount
};

}
