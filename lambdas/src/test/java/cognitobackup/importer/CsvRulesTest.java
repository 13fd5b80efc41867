package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.pool.PoolSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the file of an import job can carry, and what it says of them. */
class CsvRulesTest {
    private static final List<String> HEADER = List.of(
            "name",
            "email",
            "email_verified",
            "birthdate",
            "phone_number",
            "phone_number_verified",
            "updated_at",
            "custom:tier",
            "custom:tenant",
            "cognito:mfa_enabled",
            "password_hash",
            "cognito:username");
    private static final Map<String, String> ANN = Map.of("email", "ann@example.com", "email_verified", "true");

    private static PoolSettings settings(String mfa, String... autoVerified) {
        return new PoolSettings(
                "eu-west-1_Target1",
                Set.of(),
                Set.of(),
                false,
                mfa,
                Set.of(autoVerified),
                Map.of(
                        "sub", new PoolSettings.Attribute("String", true, false),
                        "email", new PoolSettings.Attribute("String", true, true),
                        "custom:tier", new PoolSettings.Attribute("String", false, true),
                        "custom:tenant", new PoolSettings.Attribute("String", false, false)),
                Set.of(),
                8);
    }

    private static CsvRules rules() {
        return new CsvRules(settings("OFF", "email"), HEADER);
    }

    private static Map<String, String> ann(String... more) {
        Map<String, String> attributes = new HashMap<>(ANN);
        for (int i = 0; i < more.length; i += 2) {
            attributes.put(more[i], more[i + 1]);
        }
        return attributes;
    }

    private static String refusal(String... more) {
        return rules().judge("ann", ann(more), Map.of()).refusal().orElse("none");
    }

    @Test
    void aRowHasACellForEveryColumnOfTheTarget() {
        CsvRow row = rules().judge(
                        "ann",
                        ann(
                                "name",
                                "Ann, née Øre",
                                "birthdate",
                                "1980-02-29",
                                "updated_at",
                                "1700000000",
                                "custom:tier",
                                "a,b"),
                        Map.of("custom:tenant", "1", "custom:other", "2"))
                .row()
                .orElseThrow();

        assertThat(row.line(HEADER))
                .isEqualTo("Ann\\, née Øre,ann@example.com,TRUE,02/29/1980,,,1700000000,a\\,b,1,FALSE,,ann");
    }

    @Test
    void theColumnsMayComeInAnyOrder() {
        CsvRow row = rules().judge("ann", ann(), Map.of()).row().orElseThrow();

        assertThat(row.line(List.of("cognito:username", "email_verified", "unknown", "email")))
                .isEqualTo("ann,TRUE,,ann@example.com");
        assertThat(CsvRow.headerLine(List.of("cognito:username", "email"))).isEqualTo("cognito:username,email");
    }

    @ParameterizedTest
    @CsvSource({"OFF, FALSE", "OPTIONAL, FALSE", "ON, TRUE"})
    void theColumnForMfaFollowsThePool(String mfa, String cell) {
        CsvRow row = new CsvRules(settings(mfa, "email"), HEADER)
                .judge("ann", ANN, Map.of())
                .row()
                .orElseThrow();

        assertThat(row.cells()).containsEntry("cognito:mfa_enabled", cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "say \"hi\"",
                "back\\slash",
                "two\nlines",
                "two\r\nlines",
                "tab\tulator",
                "nul\u0000",
                "next\u0085line",
                "line\u2028separator",
                "half \uD83D",
                "mark \uFEFF in it",
            })
    void whatFilesHaveNoRuleForGoesAnotherWay(String value) {
        assertThat(refusal("name", value)).isEqualTo("has a character that files have no rule for: name");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ann", "ann ", " ", "\u00A0ann", "ann\u3000", "\u200Bann"})
    void whatFilesWouldTrimGoesAnotherWay(String value) {
        assertThat(refusal("name", value)).isEqualTo("begins or ends with a space, which files lose: name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1980", "1980-02-30", "0000-00-00", "80-01-01", "1980-1-1", "1980-01-01T00", "+1980-1-01"})
    void aBirthdateThatIsNoDateGoesAnotherWay(String value) {
        assertThat(refusal("birthdate", value)).isEqualTo("files have another form for birthdate");
    }

    @ParameterizedTest
    @CsvSource({
        "updated_at,            yesterday, files have another form for updated_at",
        "updated_at,            -1,        files have another form for updated_at",
        "phone_number_verified, yes,       files have another form for phone_number_verified",
        "phone_number_verified, true,      phone_number is verified but empty",
        "email_verified,        false,     'none of what the target verifies by itself is verified: email'",
        "email_verified,        '',        'none of what the target verifies by itself is verified: email'",
        "email,                 '',        email is verified but empty",
        "custom:other,          x,         the target's files have no column for custom:other",
        "dev:custom:x,          x,         the target's files have no column for dev:custom:x",
        "custom:tenant,         x,         cannot be changed once the user is created: custom:tenant",
    })
    void whoeverIsNotAsFilesWantGoesAnotherWay(String attribute, String value, String reason) {
        assertThat(refusal(attribute, value)).isEqualTo(reason);
    }

    @Test
    void emptyValuesAreBlankCells() {
        assertThat(rules().judge("ann", ann("name", "", "custom:other", "", "custom:tenant", ""), Map.of())
                        .row()
                        .orElseThrow()
                        .cells())
                .containsOnlyKeys("email", "email_verified", "cognito:mfa_enabled", "cognito:username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "a,b", "a\\b", "a\"b", "\u00A0a", "a\u200B"})
    void aNameThatMightBeMisreadGoesAnotherWay(String username) {
        assertThat(rules().judge(username, ANN, Map.of()).refusal()).contains("a file cannot carry the username");
    }

    @Test
    void oneVerifiedAddressIsEnoughWhereTheTargetVerifiesBoth() {
        var both = new CsvRules(settings("OFF", "email", "phone_number"), HEADER);

        assertThat(both.judge("ann", ANN, Map.of()).row()).isPresent();
        assertThat(both.judge("ann", Map.of("email", "ann@example.com"), Map.of())
                        .refusal())
                .contains("none of what the target verifies by itself is verified: email, phone_number");
    }

    @Test
    void aPhoneNumberDoesNotReplaceTheOneAddressThatTheTargetVerifies() {
        assertThat(refusal("email_verified", "false", "phone_number", "+4512345678", "phone_number_verified", "true"))
                .isEqualTo("none of what the target verifies by itself is verified: email");
    }

    @Test
    void whatTheTargetRequiresMustBeThere() {
        var phone = new CsvRules(settings("OFF", "phone_number"), HEADER);

        assertThat(phone.judge("bob", Map.of("phone_number", "+4512345678", "phone_number_verified", "true"), Map.of())
                        .refusal())
                .contains("the target requires email");
    }

    @Test
    void nobodyIsCarriedWhereTheTargetVerifiesNothingByItself() {
        var rules = new CsvRules(settings("OFF"), HEADER);

        assertThat(rules.refusalOfAll())
                .contains("the target verifies no attribute by itself, without which it starts no import job");
        assertThat(rules.judge("ann", ANN, Map.of()).refusal()).isEqualTo(rules.refusalOfAll());
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom:a,b", "custom:a\\b", "custom:\"", "email", ""})
    void nobodyIsCarriedWhereColumnsCannotBeToldApart(String column) {
        var rules = new CsvRules(settings("OFF", "email"), List.of("cognito:username", "email", column));

        assertThat(rules.refusalOfAll()).contains("the columns of the target's files cannot be told apart");
    }

    @Test
    void aRowIsAsLongAsFilesMayHaveItAndNotLonger() {
        int rest = rules().judge("ann", ANN, Map.of())
                .row()
                .orElseThrow()
                .line(HEADER)
                .length();

        assertThat(refusal("name", "x".repeat(CsvRules.MOST_ROW_LENGTH - rest))).isEqualTo("none");
        assertThat(refusal("name", "x".repeat(CsvRules.MOST_ROW_LENGTH - rest + 1)))
                .isEqualTo("the user's row would be longer than 16000 characters");
        // Whether a comma counts with its backslash, and an é once or twice, is not said: the longest reading fits.
        assertThat(refusal("name", "é".repeat((CsvRules.MOST_ROW_LENGTH - rest) / 2 + 1)))
                .startsWith("the user's row would be longer");
    }
}
