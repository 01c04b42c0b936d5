// The life of a link to one Host, as a pure function: a situation and an event give the next
// situation and what is to be done. No thread, socket or clock in here. The whole table is in
// docs/link-machine.md, and the test walks that file.
#pragma once

#include "core/base/result.h"

#include <QtCore/QList>
#include <array>
#include <chrono>
#include <optional>

namespace fairlead {

enum class LinkState {
    Idle,       // nothing wanted, nothing there
    Connecting, // dialling, shaking hands, logging in
    Asking,     // the login waits for the person
    Online,     // logged in
    Closing,    // told to log out; AfterClosing says what comes then
    Waiting,    // dropped; a retry is planned; local listeners hold their clients
    Failed,     // will not be tried again without the person
};
inline constexpr std::array kLinkStateNames{"Idle",    "Connecting", "Asking", "Online",
                                            "Closing", "Waiting",    "Failed"};

enum class LinkEvent {
    StartWanted,      // something is newly wanted on this host
    StopWanted,       // nothing is wanted any more
    PlanChanged,      // the way there was edited in a way the login must follow
    TransportUp,      // logged in
    QuestionAsked,    // the login needs the person, nothing kept answers it
    QuestionsSettled, // answered or withdrawn, none is left
    Dropped,          // ended without being asked to; why decides between Waiting and Failed
    GaveUp,           // a forward cannot be had and ExitOnForwardFailure is set
    Disconnected,     // the answer to Disconnect
    RetryDue,         // the planned moment has come
    RetryNow,         // the person does not want to wait for it
    NetworkBack,      // the machine woke up or changed networks
    StableOnline,     // five minutes online
};
inline constexpr std::array kLinkEventNames{
    "StartWanted",      "StopWanted",  "PlanChanged", "TransportUp",  "QuestionAsked",
    "QuestionsSettled", "Dropped",     "GaveUp",      "Disconnected", "RetryDue",
    "RetryNow",         "NetworkBack", "StableOnline"};

enum class AfterClosing {
    Rest,  // Idle
    Retry, // connect again: started again, or edited
    Fail,  // Failed, with the reason that is kept
};
inline constexpr std::array kAfterClosingNames{"Rest", "Retry", "Fail"};

struct LinkEffect {
    enum class Kind {
        Connect,      // a new generation logs in
        Disconnect,   // log out; Disconnected or Dropped follows
        OpenForwards, // bring what is wanted to the link
        CloseForwards,
        AskUser,
        WithdrawQuestions, // and forget look-ups under way
        ArmRetry,          // RetryDue after `delay` (± jitter); replaces an earlier one
        CancelRetry,
        ArmStable, // StableOnline after `delay`
        CancelStable,
    };
    Kind kind = Kind::Connect;
    std::chrono::milliseconds delay{0};
    bool operator==(const LinkEffect &) const = default;
};
inline constexpr std::array kLinkEffectNames{
    "Connect",           "Disconnect", "OpenForwards", "CloseForwards", "AskUser",
    "WithdrawQuestions", "ArmRetry",   "CancelRetry",  "ArmStable",     "CancelStable"};

struct LinkSituation {
    LinkState state = LinkState::Idle;
    AfterClosing after = AfterClosing::Rest; // of Closing
    int failures = 0;                        // in a row; 0 again after five stable minutes online
    std::optional<Error> why;                // of Waiting, Failed and Closing(Fail)
    bool operator==(const LinkSituation &) const = default;
};

struct LinkStep {
    LinkSituation next;
    QList<LinkEffect> effects; // in this order
};

// `why` belongs to Dropped and GaveUp. An event a state has no row for changes nothing.
[[nodiscard]] LinkStep step(const LinkSituation &now, LinkEvent event,
                            const std::optional<Error> &why = {});

// "Idle", "Closing(Retry)"
[[nodiscard]] QString situationName(const LinkSituation &situation);
// "db: Connecting -> Waiting (ConnectRefused)"
[[nodiscard]] QString transitionText(const QString &host, const LinkSituation &from,
                                     const LinkSituation &to);

} // namespace fairlead
