package cognitobackup.importer;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a person has to do after an import to sign in again, or somebody for the person. */
enum NextStep {
    NOTHING("Signs in as before: the user was in the target before the import, with its own password."),
    CHOOSE_PASSWORD("Chooses a new password with the forgotten-password flow of the app, by a code sent to a verified"
            + " e-mail address or phone number."),
    SIGN_IN_WITH_CODE("Signs in with a one-time code or a passkey, or with a password that the person has chosen since"
            + " the import."),
    ASK_HELP_DESK(
            "Asks the help desk: the user has no verified e-mail address or phone number to which the target sends"
                    + " codes for a new password. An administrator makes sure who it is, and then sets a password or verifies an"
                    + " address."),
    SIGN_IN_WITH_PROVIDER("Signs in through the identity provider, which makes the user again. Its groups come back"
            + " when the import is run again after that with the mode MERGE."),
    STAYS_DISABLED("Nothing: the user is disabled, and cannot sign in until an administrator enables it. Then as the"
            + " others with its status."),
    CANNOT_SIGN_IN("Cannot sign in: the user is not in the target, or not finished. The findings say why.");

    private final String sentence;

    NextStep(String sentence) {
        this.sentence = sentence;
    }

    /** The same in words, for operators. */
    String sentence() {
        return sentence;
    }

    /** All of them as docs/user-status.md shows them. */
    static String inMarkdown() {
        return Arrays.stream(values())
                .map(step -> "| `%s` | %s |\n".formatted(step, step.sentence))
                .collect(Collectors.joining("", "| next step | what it means |\n| --- | --- |\n", ""));
    }
}
