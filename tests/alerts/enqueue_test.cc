#include "daemon/alerts/alert.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"
