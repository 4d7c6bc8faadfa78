#pragma once

#include "model/OfflineWords.h"

namespace passerelle::text {

// The sentences of the files of the offline variant, in the present language.
model::OfflineWords offlineWords();

}
