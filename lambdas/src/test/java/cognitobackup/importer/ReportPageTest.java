package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the page says, that it holds whatever people call themselves, and that it stays small. How it looks is for
 * {@link ReportPageInChromiumTest}.
 */
class ReportPageTest {
    private static final WriteReport.Outcomes ONE = new WriteReport.Outcomes(1, 0, 1, 0);
    private static final ConfigurationReport SAME = new ConfigurationReport(null, List.of(), List.of());

    @Test
    void theVerdictComesFirstAndSaysWhatFailed() {
        String page = SampleReport.of(100_000);

        assertThat(page.indexOf("</span> Incomplete</h1>")).isPositive().isLessThan(page.indexOf("<main>"));
        assertThat(page).contains("80,000 of 100,000 users restored, but failed: 10,000 users, 20,000 memberships.");
        assertThat(page.indexOf("id=\"outcomes\"")).isLessThan(page.indexOf("id=\"next\""));
        assertThat(page.indexOf("id=\"next\"")).isLessThan(page.indexOf("id=\"findings\""));
        assertThat(page)
                .contains("href=\"report.json\"", "href=\"identity-map.csv\"")
                .contains("<b>60,000 users</b>")
                .contains(NextStep.SIGN_IN_WITH_PROVIDER.sentence())
                .contains("import job")
                .contains("RefreshTokenValidity")
                .contains("at most $1,200.00")
                .contains("<li>People can sign up in the target by themselves.</li>")
                .contains("users were restored without them: custom:tier.")
                .contains("Used an authenticator app");
    }

    @Test
    void aPoolWithoutUsersIsComplete() {
        assertThat(SampleReport.ofNobody())
                .contains("</span> Complete</h1>")
                .contains("The snapshot has no users to restore")
                .contains("there is nothing to say of any single user")
                .doesNotContain("id=\"next\"")
                .doesNotContain("id=\"preparation\"")
                .doesNotContain("{{");
    }

    @Test
    void manyFindingsAreSummarisedByReasonWithTheFirstOfEach() {
        String page = SampleReport.of(100_000);

        assertThat(page)
                .contains("<b>10,000</b> users: is not in the target")
                .contains("The first 100 of 10,000. All are in report.json.")
                .contains("customer99@example.com")
                .doesNotContain("customer100@example.com");
        assertThat(page.length()).isLessThan(400_000);
    }

    /** The longest texts that Cognito lets anybody choose, and a reason of its own for each finding. */
    @Test
    void sizeIsBoundedWhateverTheFindingsAre() {
        String page = SampleReport.page(
                SampleReport.head("INCOMPLETE", ONE, ONE, ONE, List.of(), Map.of(), SAME), findings -> {
                    for (int i = 0; i < 100_000; i++) {
                        findings.accept(new Finding(
                                "USER",
                                Outcome.FAILED,
                                "reason " + i / 500,
                                null,
                                null,
                                null,
                                "s",
                                "&".repeat(2_048),
                                "u",
                                "g"));
                    }
                });

        assertThat(page.length()).isLessThan(5_000_000);
        assertThat(page).contains("more findings have reasons that are too many for this page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><b onmouseover='alert(1)'>",
                "' onfocus='alert(1)",
                "{{{style}}} {{script}}",
                "<!--",
                "]]>",
            })
    void nothingThatAnybodyChoseBecomesMarkup(String chosen) {
        String page = pageWith(chosen);

        assertThat(tags(page)).isEqualTo(tags(pageWith("harmless")));
        assertThat(page)
                .doesNotContain(chosen.equals("]]>") ? "<![" : chosen.replace("{{{style}}} {{script}}", ":root :root"));
    }

    private static List<String> tags(String page) {
        return Pattern.compile("<[^>]*>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200b", "\u0000", "\u001b", "\u2028", "\ud800", "\ufeff"})
    void whatCannotBeSeenIsShown(String hidden) {
        assertThat(pageWith("user" + hidden + "name"))
                .doesNotContain(hidden)
                .contains(String.format("user⟨U+%04X⟩name", (int) hidden.charAt(0)));
    }

    @Test
    void writingThatNeedsJoinersStays() {
        assertThat(ShownText.of("می‌خواهم 👩‍💻")).isEqualTo("می‌خواهم 👩‍💻");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd", "-2", "@SUM(A1)"})
    void nothingBecomesAFormulaWhereItIsPasted(String formula) {
        assertThat(ShownText.of(formula)).isEqualTo("'" + formula);
        assertThat(ShownText.of("+491701234567")).isEqualTo("+491701234567");
    }

    /** No address but for what a reader may follow, and nothing may run but the page's own script. */
    @Test
    void nothingIsLoadedFromAnywhere() {
        String page = SampleReport.of(1_000);

        assertThat(page).contains("default-src 'none'").containsPattern("script-src 'sha256-[A-Za-z0-9+/]{43}='");
        assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe|object|embed|form|base)\\b");
        assertThat(page).doesNotContainPattern("(?i)@import|url\\(|\\bsrc=");
    }

    @Test
    void aDryRunSaysThatNothingWasChanged() {
        var planned = new WriteReport.Outcomes(2, 2, 0, 0);

        assertThat(SampleReport.page(
                        SampleReport.head("DRY_RUN", planned, planned, planned, List.of(), Map.of(), SAME),
                        findings -> findings.accept(new Finding(
                                "USER",
                                Outcome.RESTORED,
                                null,
                                List.of("create", "join staff"),
                                null,
                                null,
                                "s",
                                "a",
                                "a",
                                null))))
                .contains("Dry run: nothing was changed")
                .contains("An import would restore 2 of 2 users.")
                .contains("create; join staff");
    }

    private static String pageWith(String chosen) {
        var configuration = new ConfigurationReport(
                null,
                List.of(new ConfigurationReport.Line("client", chosen, chosen, chosen, chosen)),
                List.of("App clients (" + chosen + ")"));
        return SampleReport.page(
                SampleReport.head(
                        "INCOMPLETE",
                        ONE,
                        ONE,
                        ONE,
                        List.of(new FateCount(new Fate(chosen, Route.API, chosen, NextStep.CHOOSE_PASSWORD), 1)),
                        Map.of(),
                        configuration),
                findings -> findings.accept(new Finding(
                        "USER",
                        Outcome.FAILED,
                        "of " + chosen,
                        List.of(chosen),
                        List.of(chosen),
                        List.of(chosen),
                        chosen,
                        chosen,
                        "x" + chosen,
                        chosen)));
    }
}
