#include "feeds/network_address.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("addresses that are not of the public internet are known", "[feeds][network_address]") {
  for (const std::string_view address :
       {"8.8.8.8", "1.1.1.1", "172.32.0.1", "172.15.255.255", "100.63.255.255", "100.128.0.0",
        "192.167.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
        "64:ff9b::808:808", "2002:808:808::1"}) {
    CAPTURE(address);
    CHECK(feeds::IsPublicAddress(address));
  }
  for (const std::string_view address : {"127.0.0.1",
                                         "127.255.255.254",
                                         "0.0.0.0",
                                         "10.1.2.3",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.168.1.1",
                                         "169.254.169.254",
                                         "100.64.0.1",
                                         "100.127.255.255",
                                         "224.0.0.1",
                                         "255.255.255.255",
                                         "240.0.0.1",
                                         "192.0.2.1",
                                         "198.18.0.1",
                                         "::",
                                         "::1",
                                         "fe80::1",
                                         "fe80::1%eth0",
                                         "fc00::1",
                                         "fd12:3456::1",
                                         "ff02::1",
                                         "::ffff:127.0.0.1",
                                         "::ffff:10.0.0.1",
                                         "64:ff9b::7f00:1",
                                         "2002:7f00:1::",
                                         "2001:db8::1",
                                         "2001::1",
                                         "::127.0.0.1",
                                         "",
                                         "example.org",
                                         "1.2.3"}) {
    CAPTURE(address);
    CHECK_FALSE(feeds::IsPublicAddress(address));
  }
}

TEST_CASE("names of this machine and its network are known without DNS",
          "[feeds][network_address]") {
  for (const char* host :
       {"127.0.0.1", "127.1",      "2130706433",       "0x7f.1",       "0177.0.0.1",
        "10.0.0.1",  "::1",        "::ffff:127.0.0.1", "fe80::1%eth0", "localhost",
        "LOCALHOST", "localhost.", "a.localhost",      "router",       "nas.local",
        "nas.lan",   "x.internal", "x.home.arpa",      "x.test",       "x.invalid",
        ""}) {
    CAPTURE(host);
    CHECK(feeds::IsLocalHost(host));
  }
  for (const char* host : {"8.8.8.8", "134744072", "2606:4700::1111", "example.org", "example.org.",
                           "localhost.example.org", "notlocal.example", "10.example.org"}) {
    CAPTURE(host);
    CHECK_FALSE(feeds::IsLocalHost(host));
  }
}

}  // namespace
