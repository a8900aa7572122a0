//! `completions SHELL`: what a shell needs to complete the command line.

use dynamo_codegen::files::Kind;

use super::arguments::{COMMANDS, FORMATS, TOOLS};
use super::init::STARTERS;

pub(super) const SHELLS: [&str; 3] = ["bash", "zsh", "fish"];

/// The script of a shell that is one of [`SHELLS`].
pub(super) fn script(shell: &str) -> String {
    match shell {
        "zsh" => format!("#compdef dynamo-codegen\nautoload -U +X bashcompinit && bashcompinit\n{}", bash()),
        "fish" => fish(),
        _ => bash(),
    }
}

/// What may follow an option, by the option's name.
fn values(option: &str) -> Option<String> {
    let kinds = || Kind::ALL.map(Kind::as_str).join(" ");
    match option {
        "--message-format" => Some(FORMATS.map(|(name, _)| name).join(" ")),
        "--only" | "--stdout" => Some(kinds()),
        "--to" => Some(TOOLS.join(" ")),
        _ => None,
    }
}

/// What may follow a command besides a file.
fn words(command: &str) -> Option<String> {
    match command {
        "init" => Some(STARTERS.map(|(name, ..)| name).join(" ")),
        "completions" => Some(SHELLS.join(" ")),
        _ => None,
    }
}

fn bash() -> String {
    let names = COMMANDS.map(|command| command.name).join(" ");
    let mut text = format!(
        "_dynamo_codegen() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    if [ \"$COMP_CWORD\" -eq 1 ]; then
        COMPREPLY=($(compgen -W \"{names}\" -- \"$word\"))
        return
    fi
    case $before in
"
    );
    let mut seen: Vec<&str> = Vec::new();
    for option in COMMANDS.iter().flat_map(|command| command.options) {
        if let Some(values) = values(option).filter(|_| !seen.contains(option)) {
            seen.push(option);
            text += &format!(
                "        {option}) COMPREPLY=($(compgen -W \"{values}\" -- \"$word\")); return ;;\n"
            );
        }
    }
    text += "    esac\n    case ${COMP_WORDS[1]} in\n";
    for command in &COMMANDS {
        let words = [command.options.join(" "), words(command.name).unwrap_or_default()].join(" ");
        let files = if command.takes_file { "COMPREPLY+=($(compgen -f -- \"$word\")); " } else { "" };
        text += &format!(
            "        {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); {files};;\n",
            command.name,
            words.trim()
        );
    }
    text + "    esac\n}\ncomplete -o filenames -F _dynamo_codegen dynamo-codegen\n"
}

fn fish() -> String {
    let mut text = String::from("complete -c dynamo-codegen -f\n");
    for command in &COMMANDS {
        let name = command.name;
        text += &format!(
            "complete -c dynamo-codegen -n __fish_use_subcommand -a {name} -d '{}'\n",
            command.about
        );
        let seen = format!("-n '__fish_seen_subcommand_from {name}'");
        if command.takes_file {
            text += &format!("complete -c dynamo-codegen {seen} -F\n");
        }
        if let Some(words) = words(name) {
            text += &format!("complete -c dynamo-codegen {seen} -a '{words}'\n");
        }
        for option in command.options {
            let long = option.trim_start_matches('-');
            let argument = match values(option) {
                Some(values) => format!(" -x -a '{values}'"),
                None if matches!(long, "check" | "diff") => String::new(),
                None => " -r".to_owned(),
            };
            text += &format!("complete -c dynamo-codegen {seen} -l {long}{argument}\n");
        }
    }
    text
}
