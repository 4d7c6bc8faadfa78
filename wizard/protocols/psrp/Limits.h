#pragma once

#include <QtGlobal>

namespace passerelle::psrp {

// Bounds for everything a server controls (reference psrp.md 13.2).
struct Limits {
    int objectDepth = 50; // nested objects and collections of one message
    int elementDepth = 160; // the XML elements that make up 50 nested objects
    int soapDepth = 32;
    int elements = 500'000; // of one message
    int attributes = 16; // of one element
    qsizetype textLength = 16 * 1024 * 1024; // of one text node
    qsizetype nameLength = 1024; // property names and dictionary keys
    qsizetype fragmentSize = 10 * 1024 * 1024;
    qsizetype messageSize = 10 * 1024 * 1024;
    int emptyFragments = 10'000; // of one message
    qsizetype commandSize = 50 * 1024 * 1024; // all messages of one cmdlet
    int commandObjects = 50'000;
    qsizetype idLength = 256; // shell, command and message ids, which later requests carry back
    qsizetype cookieSize = 8 * 1024;
};

}
