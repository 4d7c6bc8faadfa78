#pragma once

#include <QString>

namespace lab {

// One AADSTS number with what goes with it on the wire (cloud.md a.8).
struct SignInError {
    int code = 0;
    QString error; // OAuth word
    QString text;
    QString suberror = {}; // absent when empty
    int status = 400;
};

// The body the real service sends with that number; of an unknown number invalid_grant and a plain text.
SignInError signInError(int code);

}
