# Completes gans in zsh. In ~/.zshrc, after compinit:  source <(gans completion zsh)
_gans() {
    local line=${(j: :)words[2,CURRENT]}
    local -a found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
    compadd -- ${found:#} || _files
}
compdef _gans gans ./gans
