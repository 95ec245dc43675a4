# Completes gans in fish:  gans completion fish > ~/.config/fish/completions/gans.fish
function __gans_words
    set -l words (string split -m 1 ' ' -- (string trim --left -- (commandline --cut-at-cursor --current-process)))
    $words[1] "[suggest:"(string length -- "$words[2]")"]" "$words[2]" 2>/dev/null
end
complete --command gans --arguments '(__gans_words)'
