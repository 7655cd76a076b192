#pragma once

#include <string>

namespace timeline {

// Which rows of fact, observation and verdict a SELECT takes for true.
enum class Moment {
  kNow,   // known now
  kAsOf,  // known at the Unix second bound as ?1
  kEver   // whenever known: for the explanation of what has been superseded
};

// The SELECT behind the view of that name, as it would have answered at `moment`. Analysts and
// conditions see kNow under the view's name; a query of the past puts the SELECT into a WITH of
// the same name.
std::string TimelineSelect(Moment moment);
std::string SeriesLatestSelect(Moment moment);
// From `timeline`, of whichever moment.
std::string ClaimsSelect();
std::string EventsSelect();

// DROP and CREATE of every public view. Views hold no data, so they are made anew after each
// migration; a change of a view's text needs a migration (an empty one will do), since that is what
// brings it to the files that exist.
std::string PublicViews();

}  // namespace timeline
