#pragma once

#include "inspection/ExchangeObjects.h"
#include "inspection/Reading.h"

#include <optional>

namespace passerelle::inspection {

struct AccountQuestion {
    QString applicationId;   // whose partner application may already name an account
    QString name;
    QString address;
    QStringList roles;
    QString domainController;
};

struct AccountState {
    enum class Found {
        Nothing,
        MailUser,       // ours by name
        LinkedAccount,  // another account that the existing partner application names: kept
        OtherObject,    // name or address taken by something else
    };
    Found found = Found::Nothing;
    Recipient account;       // of MailUser, LinkedAccount or OtherObject
    // Only a mail user has an entry in address lists; the accounts Exchange or Lync made for their applications are
    // linked or plain users, and hiding does not apply to them (procedure.md 7).
    bool isHiddenOrUnlisted() const { return account.hidden || account.kind != u"MailUser"; }
    QStringList rolesHeld;   // of the roles asked for, assigned to the account itself and enabled
    QStringList rolesMissing;
};

// What exists of the account of step 2, read on one domain controller (procedure.md 7).
class AccountReading : public Reading<AccountState> {
public:
    AccountReading(psrp::CommandRunner &exchange, AccountQuestion question);

protected:
    void doStart() override;

private:
    void readLinkedAccount(const QString &identity);
    void searchByName();
    void searchByAddress();
    void readMailUser(const QString &guid);
    void readRoles();

    AccountQuestion m_question;
    AccountState m_state;
    qsizetype m_role = 0;
};

}
