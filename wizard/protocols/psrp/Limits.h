#pragma once

#include <QtGlobal>

namespace passerelle::psrp {

// Bounds for everything a server controls (reference psrp.md 13.2). They also bound how long the reading of
// one answer can keep the event loop waiting, and what a hostile session can make of memory: see
// tests/hostile.
struct Limits {
    int objectDepth = 50; // nested objects and collections of one message
    int elementDepth = 160; // the XML elements that make up 50 nested objects
    int soapDepth = 32;
    int elements = 30'000; // of one message
    int soapElements = 10'000; // of one envelope
    int attributes = 16; // of one element
    qsizetype textLength = 16 * 1024 * 1024; // of one text node
    qsizetype nameLength = 1024; // property names and dictionary keys
    qsizetype bodySize = 768 * 1024; // of one answer: half as much again as the largest envelope we ask for
    qsizetype fragmentSize = 4 * 1024 * 1024;
    qsizetype messageSize = 4 * 1024 * 1024;
    int emptyFragments = 10'000; // of one message
    qsizetype commandSize = 50 * 1024 * 1024; // all messages of one cmdlet
    qsizetype commandMemory = 32 * 1024 * 1024; // what is kept of them
    int commandObjects = 20'000;
    int hostCalls = 100; // of one cmdlet that want an answer
    qsizetype idLength = 256; // shell, command and message ids, which later requests carry back
    qsizetype cookieSize = 8 * 1024;
};

}
