package cognitobackup.drill.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CostCommandTest {
    /** After a renewal of the counts the page is renewed with them, see {@link CountedRunsTest}. */
    @Test
    void thePageHasWhatTheCommandPrints() throws Exception {
        String page = Files.readString(CostPage.FILE);

        assertThat(page).isEqualTo(new CostPage(CountedRuns.kept()).renewed(page));
        assertThat(page).contains(cost("--users", "100000", "--memberships", "120000", "--changes", "1"));
    }

    @Test
    void moreOfAnythingIsNoCheaper() {
        double less = total("--users", "50000");

        assertThat(total("--users", "60000")).isGreaterThan(less);
        assertThat(total("--users", "50000", "--memberships", "90000")).isGreaterThan(less);
        assertThat(total("--users", "50000", "--groups", "5000")).isGreaterThanOrEqualTo(less);
        assertThat(total("--users", "50000", "--changes", "2")).isGreaterThan(less);
        assertThat(total("--users", "50000", "--exports-per-month", "60")).isGreaterThan(less);
        assertThat(total("--users", "50000", "--retention-days", "365")).isGreaterThan(less);
    }

    @Test
    void saysWhatIsBilledByCognito() {
        assertThat(cost("--users", "50000")).doesNotContain("captureMfa");
        assertThat(cost("--users", "50000", "--capture-mfa", "--feature-plan", "lite"))
                .contains("captureMfa", "275.00 USD", "(LITE)");
    }

    private static double total(String... arguments) {
        Matcher both = Pattern.compile("TOTAL of both +([0-9.,]+)").matcher(cost(arguments));
        assertThat(both.find()).isTrue();
        return Double.parseDouble(both.group(1).replace(",", ""));
    }

    private static String cost(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new CostCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out));
        assertThat(command.execute(arguments)).isZero();
        return out.toString();
    }
}
