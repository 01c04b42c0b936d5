// Asks through the program that SSH_ASKPASS names.
#pragma once

#include "app/cli/prompt_channel.h"
#include "core/base/unique_fd.h"

class QProcess;

namespace fairlead {

class LineReader;

// The program gets the question as its one argument, never through a shell; its first line of
// output is the answer, an exit code other than 0 a refusal. The answer comes through a pipe of our
// own, so that no buffer of QProcess keeps a copy.
class AskpassChannel final : public PromptChannel {
    Q_OBJECT
public:
    explicit AskpassChannel(QString program, QObject *parent = nullptr);
    ~AskpassChannel() override;

    void ask(const QString &preamble, const QString &prompt, bool echo) override;
    void stop() override;

private:
    void conclude();
    void done(bool good);

    QString m_program;
    std::unique_ptr<QProcess> m_process;
    UniqueFd m_read;
    std::unique_ptr<LineReader> m_reader;
    Secret m_line;
    bool m_ended = false; // the pipe
};

} // namespace fairlead
