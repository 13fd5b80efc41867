package cognitobackup.importer;

import java.time.Duration;
import java.util.Locale;

/** Numbers and durations in the page's words. */
final class PageText {
    private PageText() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** Such as {@code 2 h 3 min}; seconds only where there are no hours. */
    static String duration(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }

    /** A name of an enum's constant, in words. */
    static String words(String name) {
        String words = name.toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("mfa", "MFA")
                .replace("totp", "TOTP")
                .replace("csv", "CSV")
                .replace("api", "API");
        return capitalised(words);
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
