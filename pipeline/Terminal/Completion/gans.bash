# Completes gans in bash. In ~/.bashrc:  source <(gans completion bash)
_gans() {
    local line=${COMP_LINE:0:COMP_POINT}
    line=${line#"${COMP_WORDS[0]}"}
    line=${line# }
    mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _gans gans ./gans
