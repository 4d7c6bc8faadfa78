#pragma once

namespace passerelle::app {

// Ctrl+C in the console. The first one is noted, and ends a question that waits for its answer; the second one ends the
// program at once.
class Interrupt {
public:
    static void install();
    static bool requested();
};

}
