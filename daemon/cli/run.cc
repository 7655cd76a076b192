#include "daemon/run.h"

#include <memory>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/log.h"

namespace cli {

Work DeclareRun(CLI::App& app) {
  auto options = std::make_shared<ConfigOptions>();
  AddConfigOptions(app, *options);
  app.footer(
      "Polls each source at its interval, puts what is new on the timeline and mails what an\n"
      "alert asks for, until SIGTERM or Ctrl-C. SIGHUP reads the config again.\n"
      "Example: lodewatch run -c /etc/lodewatch/lodewatch.toml --state /var/lib/lodewatch");
  return [options] {
    lodewatch::SetUpLog();
    lodewatch::Run(LoadSetup(*options), {ConfigFile(*options), options->state});
    return kDone;
  };
}

}  // namespace cli
