package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** Which files and rows a job takes. */
class ImportRulesTest {
    private final CognitoFixture aws =
            new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withImports(ImportBehaviour.immediate()));
    private final String pool = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
            .schema(
                    custom("plan", "String", true),
                    custom("seats", "Number", true),
                    custom("origin", "String", false),
                    custom("vip", "Boolean", true)));
    private final ImportFixture imports = new ImportFixture(aws, pool);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void theHeaderNamesStandardAndOwnAttributesAndNothingElse() {
        assertThat(imports.header())
                .containsExactly(
                        "name",
                        "given_name",
                        "family_name",
                        "middle_name",
                        "nickname",
                        "preferred_username",
                        "profile",
                        "picture",
                        "website",
                        "email",
                        "email_verified",
                        "gender",
                        "birthdate",
                        "zoneinfo",
                        "locale",
                        "phone_number",
                        "phone_number_verified",
                        "address",
                        "updated_at",
                        "custom:plan",
                        "custom:seats",
                        "custom:origin",
                        "custom:vip",
                        "cognito:mfa_enabled",
                        "cognito:username");
    }

    @Test
    void aRowBecomesAUser() {
        Map<String, String> user = new HashMap<>(ImportFixture.user("ann"));
        user.put("name", "  Ann\\, the \u00e9lder ");
        user.put("birthdate", "02/29/2024");
        user.put("updated_at", "1700000000");
        user.put("custom:plan", "free");
        user.put("custom:seats", "3");
        user.put("custom:origin", "web");
        user.put("custom:vip", "TRUE");
        user.put("cognito:mfa_enabled", "FALSE");
        imports.done(imports.file(user));
        assertThat(imports.log()).containsExactly("[SUCCEEDED] Line Number 1 - The import succeeded.");
        assertThat(aws.service.state(pool).users()).singleElement().satisfies(made -> {
            assertThat(made.username()).isEqualTo("ann");
            assertThat(made.status()).isEqualTo(UserStatus.RESET_REQUIRED);
            assertThat(made.enabled()).isTrue();
            assertThat(made.attributes())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "name", "Ann, the \u00e9lder",
                            "email", "ann@example.com",
                            "email_verified", "true",
                            "birthdate", "2024-02-29",
                            "updated_at", "1700000000",
                            "custom:plan", "free",
                            "custom:seats", "3",
                            "custom:origin", "web",
                            "custom:vip", "true"));
        });
    }

    static Stream<Arguments> brokenRows() {
        return Stream.of(
                row("cognito:username", "", "user name"),
                row("cognito:username", "a nn", "user name"),
                row("cognito:username", "n".repeat(129), "user name"),
                row("email", "", "email is required if email_verified is true"),
                row("email", "nobody", "Invalid email address format."),
                row("email_verified", "FALSE", "auto verified attributes"),
                row("email_verified", "", "auto verified attributes"),
                row("email_verified", "yes", "neither true nor false"),
                row("phone_number_verified", "TRUE", "phone_number is required"),
                row("phone_number", "0123", "Invalid phone number format."),
                row("birthdate", "2024-02-29", "mm/dd/yyyy"),
                row("birthdate", "02/30/2024", "mm/dd/yyyy"),
                row("birthdate", "2/9/2024", "mm/dd/yyyy"),
                row("updated_at", "yesterday", "updated_at: The value is not a number."),
                row("custom:seats", "many", "custom:seats: The value is not a number."),
                row("custom:vip", "maybe", "custom:vip: The value is neither true nor false."),
                row("cognito:mfa_enabled", "TRUE", "MFA"),
                row("name", "n".repeat(2049), "too long"),
                row("name", "\"Ann\"", "columns of the header"),
                row("name", "Ann\\Bob", "columns of the header"),
                row("name", "Ann\\", "columns of the header"),
                row("name", "Ann,Bob", "columns of the header"));
    }

    private static Arguments row(String column, String value, String words) {
        return Arguments.of(column, value, words);
    }

    @ParameterizedTest
    @MethodSource("brokenRows")
    void aBrokenRowFailsAndTheOthersDoNot(String column, String value, String words) {
        Map<String, String> broken = new HashMap<>(ImportFixture.user("ann"));
        broken.put(column, value);
        UserImportJobType job = imports.done(imports.file(broken, ImportFixture.user("bob")));
        assertThat(job.failedUsers()).isEqualTo(1);
        assertThat(imports.log().get(0)).startsWith("[FAILED] Line Number 1 - ").contains(words);
        assertThat(imports.log().get(1)).startsWith("[SUCCEEDED] Line Number 2");
        assertThat(aws.service.state(pool).users())
                .extracting(PoolState.User::username)
                .containsExactly("bob");
    }

    @Test
    void aLineBreakInAValueBreaksTheRowInTwo() {
        for (String lineBreak : List.of("\n", "\r", "\r\n")) {
            Map<String, String> broken = new HashMap<>(ImportFixture.user("ann"));
            broken.put("nickname", "Annie" + lineBreak + "Bob");
            UserImportJobType job = imports.done(imports.file(broken));
            assertThat(job.failedUsers()).isEqualTo(2);
        }
        assertThat(aws.service.state(pool).users()).isEmpty();
    }

    @Test
    void whatFollowsALineBreakInTheFirstColumnIsARowOfItsOwn() {
        Map<String, String> broken = new HashMap<>(ImportFixture.user("ann"));
        broken.put("name", "Ann\nBob");
        imports.done(imports.file(broken));
        assertThat(imports.log().get(0)).startsWith("[FAILED] Line Number 1");
        assertThat(imports.log().get(1)).startsWith("[SUCCEEDED] Line Number 2");
        assertThat(aws.attribute(pool, "ann", "name")).isEqualTo("Bob");
    }

    @Test
    void theColumnsMayStandInAnyOrderAndLinesMayEndAsInWindows() {
        List<String> columns = new ArrayList<>(imports.header());
        Collections.reverse(columns);
        Map<String, String> ann = ImportFixture.user("ann");
        String line =
                columns.stream().map(column -> ann.getOrDefault(column, "")).collect(Collectors.joining(","));
        imports.done(String.join(",", columns) + "\r\n" + line);
        assertThat(aws.service.state(pool).users()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadFailsTheJob() {
        String right = imports.file(ImportFixture.user("ann"));
        String header = right.substring(0, right.indexOf('\n'));
        List<String> wrong = List.of(
                "",
                header,
                "\uFEFF" + right,
                right.replaceFirst("name,", ""),
                right.replaceFirst("name,", "name,name,"),
                right.replaceFirst("nickname", "shoe"),
                right.replaceFirst("nickname", "Nickname"),
                right + ",".repeat(16_001));
        for (String file : wrong) {
            UserImportJobType job = imports.done(file);
            assertThat(job.statusAsString()).isEqualTo("Failed");
            assertThat(job.importedUsers()).isZero();
        }
        assertThat(aws.service.state(pool).users()).isEmpty();
    }

    @Test
    void aFileOfMoreThanHalfAMillionRowsFailsTheJob() {
        String right = imports.file(ImportFixture.user("ann"));
        assertThat(imports.done(right + "\n".repeat(500_000)).importedUsers()).isZero();
        assertThat(imports.done(right + "\n".repeat(499_999)).importedUsers()).isEqualTo(1);
    }

    @Test
    void aFileOfMoreThanAHundredMegabytesFailsTheJob() {
        List<String> header = imports.header();
        assertThat(ImportFile.read(new byte[100_000_001], header)).isEmpty();
        assertThat(ImportFile.read((String.join(",", header) + "\nx").getBytes(StandardCharsets.UTF_8), header))
                .isPresent();
    }

    @Test
    void bytesThatAreNotUtf8FailTheJob() {
        byte[] file = imports.file(ImportFixture.user("ann")).getBytes(StandardCharsets.UTF_8);
        file[file.length - 2] = (byte) 0xC3;
        assertThat(ImportFile.read(file, imports.header())).isEmpty();
    }

    @Test
    void aNameThatIsThereIsSkippedAndAnAliasThatIsTakenFails() {
        String aliased = aws.createPool(settings ->
                settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL).aliasAttributes(AliasAttributeType.EMAIL));
        aws.createUser(aliased, "ann", "email", "ann@example.com", "email_verified", "true");
        ImportFixture there = new ImportFixture(aws, aliased);
        Map<String, String> other = new HashMap<>(ImportFixture.user("bob"));
        other.put("email", "ann@example.com");
        there.done(there.file(ImportFixture.user("ann"), other, ImportFixture.user("cy@example.com")));
        assertThat(there.log().get(0)).startsWith("[SKIPPED]");
        assertThat(there.log().get(1)).startsWith("[FAILED]").contains("An account with the given email");
        assertThat(there.log().get(2)).startsWith("[FAILED]").contains("Username cannot be of email format");
    }

    @Test
    void inAPoolWithUsernameAttributesTheAddressIsTheName() {
        String byAddress = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .usernameAttributes(UsernameAttributeType.EMAIL));
        ImportFixture there = new ImportFixture(aws, byAddress);
        Map<String, String> ann =
                Map.of("cognito:username", "ann@example.com", "email", "ann@example.com", "email_verified", "true");
        there.done(there.file(ann, ann, ImportFixture.user("bob")));
        assertThat(there.log().get(1)).startsWith("[SKIPPED]");
        assertThat(there.log().get(2)).startsWith("[FAILED]");
        assertThat(aws.service.state(byAddress).users()).singleElement().satisfies(user -> {
            assertThat(user.username()).isEqualTo(user.sub());
            assertThat(user.attributes()).containsEntry("email", "ann@example.com");
        });
    }

    @Test
    void requiredAttributesAreRequired() {
        String strict = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .schema(SchemaAttributeType.builder()
                        .name("family_name")
                        .attributeDataType("String")
                        .required(true)
                        .mutable(true)
                        .build()));
        ImportFixture there = new ImportFixture(aws, strict);
        there.done(there.file(ImportFixture.user("ann")));
        assertThat(there.log().get(0)).contains("family_name: The attribute is required");
    }

    @Test
    void whereBothAddressesAreVerifiedOneIsEnough() {
        String both = aws.createPool(settings ->
                settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL, VerifiedAttributeType.PHONE_NUMBER));
        ImportFixture there = new ImportFixture(aws, both);
        there.done(there.file(Map.of(
                "cognito:username", "ann",
                "email", "ann@example.com",
                "email_verified", "FALSE",
                "phone_number", "+4912345",
                "phone_number_verified", "TRUE")));
        assertThat(there.log().get(0)).startsWith("[SUCCEEDED]");
    }

    @Test
    void whoCanSignInByACodeIsConfirmed() {
        String passwordless = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .policies(policies -> policies.signInPolicy(
                        factors -> factors.allowedFirstAuthFactorsWithStrings("PASSWORD", "EMAIL_OTP"))));
        ImportFixture there = new ImportFixture(aws, passwordless);
        there.done(there.file(ImportFixture.user("ann")));
        assertThat(aws.status(passwordless, "ann")).isEqualTo("CONFIRMED");
        assertThat(aws.createUser(passwordless, "bob", "email", "bob@example.com", "email_verified", "true")
                        .userStatusAsString())
                .isEqualTo("CONFIRMED");
        assertThat(aws.createUser(passwordless, "cy").userStatusAsString()).isEqualTo("FORCE_CHANGE_PASSWORD");
    }

    @Test
    void aColumnForHashesMayBeThereAndStaysBlank() {
        try (CognitoFixture newer = new CognitoFixture(
                Quotas.unlimited(),
                Behaviour.standard().withImports(ImportBehaviour.immediate().withPasswordHashColumn()))) {
            String there = newer.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
            ImportFixture newerImports = new ImportFixture(newer, there);
            assertThat(newerImports.header()).contains("password_hash");
            Map<String, String> hashed = new HashMap<>(ImportFixture.user("bob"));
            hashed.put("password_hash", "$2b$12$x");
            newerImports.done(newerImports.file(ImportFixture.user("ann"), hashed));
            assertThat(newer.status(there, "ann")).isEqualTo("RESET_REQUIRED");
            assertThat(newerImports.log().get(1)).startsWith("[FAILED]");
        }
    }

    @Test
    void aThousandUsersGoIn() {
        imports.done(imports.file(IntStream.range(0, 1000)
                .mapToObj(i -> ImportFixture.user("user" + i))
                .toList()));
        assertThat(aws.service.state(pool).users()).hasSize(1000);
    }

    private static SchemaAttributeType custom(String name, String type, boolean mutable) {
        return SchemaAttributeType.builder()
                .name(name)
                .attributeDataType(type)
                .mutable(mutable)
                .build();
    }
}
