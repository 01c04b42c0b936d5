# fish completion for fairlead-cli

function __fairlead_cli_names
    fairlead-cli $argv list 2>/dev/null | tail -n +2 | string replace -r '  .*' ''
end

set -l commands forward run add edit remove show list host profile doctor
set -l none "not __fish_seen_subcommand_from $commands"

complete -c fairlead-cli -f
complete -c fairlead-cli -l config-dir -r -a '(__fish_complete_directories)' -d 'Keep profiles.toml in this folder'
complete -c fairlead-cli -l json -d 'One JSON object a line'
complete -c fairlead-cli -l help -d 'Show help'
complete -c fairlead-cli -n $none -l version -d 'Print the version'
complete -c fairlead-cli -n $none -a forward -d 'Open forwards now'
complete -c fairlead-cli -n $none -a run -d 'Keep saved forwards open in the foreground'
complete -c fairlead-cli -n $none -a add -d 'Save a forward'
complete -c fairlead-cli -n $none -a edit -d 'Change a saved forward'
complete -c fairlead-cli -n $none -a remove -d 'Remove saved forwards'
complete -c fairlead-cli -n $none -a show -d 'Show a saved forward'
complete -c fairlead-cli -n $none -a list -d 'List the saved forwards'
complete -c fairlead-cli -n $none -a host -d 'The SSH servers to log in to'
complete -c fairlead-cli -n $none -a profile -d 'Named sets of forwards'
complete -c fairlead-cli -n $none -a doctor -d 'A report for a bug'

set -l forward '__fish_seen_subcommand_from forward'
complete -c fairlead-cli -n $forward -a '(__fish_print_hostnames)'
complete -c fairlead-cli -n $forward -l keep-trying -d 'Do not give up when the first login fails'
complete -c fairlead-cli -n $forward -s L -x -d 'Listen here'
complete -c fairlead-cli -n $forward -s R -x -d 'Listen on the server'
complete -c fairlead-cli -n $forward -s D -x -d 'Proxy here'
set -l ssh '__fish_seen_subcommand_from forward host'
complete -c fairlead-cli -n $ssh -s p -x -d 'Port'
complete -c fairlead-cli -n $ssh -s l -x -d 'User'
complete -c fairlead-cli -n $ssh -s i -r -F -d 'Key file'
complete -c fairlead-cli -n $ssh -s F -r -F -d 'Configuration file'
complete -c fairlead-cli -n $ssh -s J -x -d 'Jump hosts'
complete -c fairlead-cli -n $ssh -s o -x -d 'Option'
complete -c fairlead-cli -n '__fish_seen_subcommand_from forward run' -s v -d 'Verbose'
complete -c fairlead-cli -n '__fish_seen_subcommand_from forward run' -s q -d 'Quiet'

complete -c fairlead-cli -n '__fish_seen_subcommand_from run edit remove show' -a '(__fairlead_cli_names)'
complete -c fairlead-cli -n '__fish_seen_subcommand_from run' -l all -d 'All of them'
complete -c fairlead-cli -n '__fish_seen_subcommand_from run add edit list' -l profile -x -a '(__fairlead_cli_names profile)' -d 'Profile'
complete -c fairlead-cli -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from local remote dynamic' -a 'local remote dynamic'
set -l change '__fish_seen_subcommand_from add edit'
complete -c fairlead-cli -n '__fish_seen_subcommand_from add edit list' -l host -x -a '(__fairlead_cli_names host)' -d 'Host'
complete -c fairlead-cli -n $change -l name -x -d 'What it is called'
complete -c fairlead-cli -n $change -l note -x -d 'A note'
complete -c fairlead-cli -n $change -l tag -x -d 'A tag'
complete -c fairlead-cli -n $change -l auto-start -d 'Start it by itself'
complete -c fairlead-cli -n $change -l allow -x -d 'Clients from this network'
complete -c fairlead-cli -n $change -l hold-clients -x -d 'Clients that may wait'
complete -c fairlead-cli -n $change -l hold-time -x -d 'How long they wait'
complete -c fairlead-cli -n '__fish_seen_subcommand_from host; and __fish_seen_subcommand_from add edit' -l proxy -x -d 'Proxy to the first hop'
set -l edit '__fish_seen_subcommand_from edit'
complete -c fairlead-cli -n $edit -l spec -x -d 'Another spec'
complete -c fairlead-cli -n $edit -l no-profile -d 'In no profile'
complete -c fairlead-cli -n $edit -l no-tags -d 'Without tags'
complete -c fairlead-cli -n $edit -l no-auto-start -d 'Do not start it by itself'
complete -c fairlead-cli -n $edit -l allow-all -d 'Clients from anywhere'
set -l verbs add edit remove show list
complete -c fairlead-cli -n "__fish_seen_subcommand_from host profile; and not __fish_seen_subcommand_from $verbs" -a "$verbs"
complete -c fairlead-cli -n '__fish_seen_subcommand_from host; and __fish_seen_subcommand_from edit remove show' -a '(__fairlead_cli_names host)'
complete -c fairlead-cli -n '__fish_seen_subcommand_from profile; and __fish_seen_subcommand_from edit remove show' -a '(__fairlead_cli_names profile)'
