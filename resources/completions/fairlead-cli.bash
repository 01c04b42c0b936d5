# bash completion for fairlead-cli

_fairlead_cli_names() {
    # "NAME  KIND …" without the heading; names with blanks are cut at two of them.
    local config=()
    [[ -n $2 ]] && config=(--config-dir "$2")
    fairlead-cli "${config[@]}" $1 list 2>/dev/null | sed -e 1d -e 's/  .*//'
}

_fairlead_cli() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local commands="forward run status start stop toggle watch streams quit add edit remove show list host profile demo import export doctor"
    local global="--config-dir --json --version --help"
    local i command="" verb="" config=""
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --config-dir) config=${COMP_WORDS[++i]} ;;
        -*) ;;
        *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}
           elif [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; fi ;;
        esac
    done
    local IFS=$'\n'
    case $prev in
    --config-dir) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    --host) COMPREPLY=($(compgen -W "$(_fairlead_cli_names host "$config")" -- "$cur")); return ;;
    --profile) COMPREPLY=($(compgen -W "$(_fairlead_cli_names profile "$config")" -- "$cur")); return ;;
    -i | -F) [[ $command == forward || $command == host ]] &&
             { COMPREPLY=($(compgen -f -- "$cur")); return; } ;;
    esac
    IFS=$' \n'
    local words=""
    case $command in
    "") words="$commands $global" ;;
    forward)
        words="--keep-trying --json --help -L -R -D -N -T -n -q -v -4 -6 -g -C -p -l -i -J -F -b -c -m -o"
        [[ $cur != -* ]] && words=$(sed -n 's/^[Hh]ost[[:space:]]\{1,\}//p' ~/.ssh/config 2>/dev/null | grep -v '[*?!]') ;;
    run) if [[ $cur == -* ]]; then words="--profile --all -v -q --json --help"
         else IFS=$'\n'; words=$(_fairlead_cli_names "" "$config"); fi ;;
    status | start | stop | toggle | streams)
        if [[ $cur != -* ]]; then IFS=$'\n'; words=$(_fairlead_cli_names "" "$config")
        elif [[ $command == start || $command == stop ]]; then words="--profile --all --json --help"
        elif [[ $command == streams ]]; then words="--json --help"
        else words="--profile --json --help"; fi ;;
    watch | quit) words="--json --help" ;;
    edit | remove | show)
        if [[ $cur == -* ]]; then
            [[ $command == edit ]] && words="--spec --name --host --profile --no-profile --note --tag --no-tags --auto-start --no-auto-start --allow --allow-all --hold-clients --hold-time"
        else IFS=$'\n'; words=$(_fairlead_cli_names "" "$config"); fi ;;
    demo) words="--keep --json --help" ;;
    list) words="--profile --host --json --help" ;;
    add) words="--host --name --profile --note --tag --auto-start --allow --hold-clients --hold-time"
         [[ -z $verb ]] && words="local remote dynamic $words" ;;
    export)
        if [[ -z $verb ]]; then words="ssh ssh-config systemd launchd toml"
        else IFS=$'\n'; words=$(_fairlead_cli_names "" "$config"); fi ;;
    import)
        if [[ $cur == -* ]]; then words="--apply --rename --all --keep-addresses --run-commands --json --help"
        else IFS=$'\n'; words=$(compgen -f -- "$cur"); [[ -z $verb ]] && words+=$'\nssh-config\nputty'; fi ;;
    host | profile)
        if [[ -z $verb ]]; then words="add edit remove show list"
        elif [[ $cur != -* ]]; then IFS=$'\n'; words=$(_fairlead_cli_names "$command" "$config")
        elif [[ $command == profile ]]; then words="--name --note"
        else words="--name --proxy -4 -6 -C -p -l -i -J -F -b -c -m -o"; fi ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _fairlead_cli fairlead-cli
