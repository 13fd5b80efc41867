package cognitobackup.drill.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolFileTest {
    private static final Instant READ_AT = Instant.parse("2026-11-21T23:22:05.120Z");

    private final PoolFile poolFile = new PoolFile(READ_AT);

    @Test
    void readsTheSampleOfTheDocumentation() {
        PoolDump pool = poolFile.read(Path.of("../docs/sample-pool.json"));

        assertThat(pool.users()).extracting(PoolUser::username).containsExactly("anna", "مريم");
        assertThat(pool.users().get(0).attributes()).containsEntry("name", "Anna \"Nan\" Schmidt, Jr.");
        assertThat(pool.users().get(1).enabled()).isFalse();
        assertThat(pool.groups().get(0).precedence()).isEqualTo(Optional.of(0));
        assertThat(pool.memberships()).containsExactly(new PoolMembership("anna", "admins"));
        assertThat(pool.caseSensitive()).isFalse();
    }

    @Test
    void readsDatesOfBothVersionsOfTheCli() {
        PoolDump pool = poolFile.read(Path.of("src/test/resources/populations/awkward.json"));

        assertThat(pool.users().get(0).created()).isEqualTo(Instant.parse("2021-03-04T05:06:07.123Z"));
        assertThat(pool.users().get(0).lastModified()).isEqualTo(Instant.parse("2024-05-06T05:08:09.456Z"));
        assertThat(pool.users().get(1).created()).isEqualTo(Instant.parse("2021-03-04T05:06:07.123Z"));
    }

    @Test
    void describesAPoolOfUsernamesWithTheCustomAttributesThatAreThere() {
        PoolDump pool = poolFile.read(Path.of("src/test/resources/populations/awkward.json"));

        assertThat(pool.usernameAttributes()).isEmpty();
        assertThat(pool.caseSensitive()).isTrue();
        assertThat(pool.userPool().at("/SchemaAttributes/0/Name").asText()).isEqualTo("custom:note");
    }

    @Test
    void aBareListingIsEnough() {
        PoolDump pool = poolFile.parse("""
                {"Users": [{"Username": "a", "Attributes": [{"Name": "sub", "Value": "1"}]}]}""");

        assertThat(pool.users().get(0).status()).isEqualTo("CONFIRMED");
        assertThat(pool.users().get(0).enabled()).isTrue();
        assertThat(pool.users().get(0).created()).isEqualTo(READ_AT);
    }

    /** One fault, one message that says where it is and what is allowed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [                                                        | not JSON, at line 1
            []                                                       | must be a JSON object with "Users"
            {"users": []}                                            | has "users"; allowed are
            {"Users": {}}                                            | "Users" must be an array
            {"Users": [], "NextToken": "x"}                          | list without --max-items
            {"Users": [{}]}                                          | Users[0].Username must be a string
            {"Users": [{"Username": "a"}]}                           | Users[0].Attributes must be an array
            {"Users": [{"Username": "a", "Attributes": []}]}         | Users[0].Attributes has no "sub"
            {"Users": [{"Username": "a", "Attributes": [{"Name": "sub", "Value": 1}]}]}                      | Attributes[0].Value must be a string
            {"Users": [{"Username": "a", "UserStatus": "NEW", "Attributes": [{"Name":"sub","Value":"1"}]}]}  | UserStatus is "NEW"; allowed are UNCONFIRMED
            {"Users": [{"Username": "a", "Enabled": "yes", "Attributes": [{"Name":"sub","Value":"1"}]}]}     | Enabled must be true or false
            {"Users": [{"Username": "a", "UserCreateDate": "today", "Attributes": [{"Name":"sub","Value":"1"}]}]} | UserCreateDate must be a date
            {"Users": [{"Username": "a", "Attributes": [{"Name":"sub","Value":"1"}]}, {"Username": "b", "Attributes": [{"Name":"sub","Value":"1"}]}]} | Users[1]: its sub is also that of a user before it
            {"Users": [{"Username": "a", "Attributes": [{"Name":"sub","Value":"1"}]}, {"Username": "a", "Attributes": [{"Name":"sub","Value":"2"}]}]} | Users[1]: its Username is also that of a user before it
            {"Users": [], "Groups": [{}]}                            | Groups[0].GroupName must be a string
            {"Users": [], "Groups": [{"GroupName": "g"}, {"GroupName": "g"}]} | Groups[1]: its GroupName is also
            {"Users": [], "Groups": [{"GroupName": "g", "Precedence": 1.5}]}  | Groups[0].Precedence must be a whole number
            {"Users": [], "Groups": [{"GroupName": "g", "Precedence": -1}]}   | Groups[0].Precedence must be a whole number
            {"Users": [], "Memberships": [{"GroupName": "g", "Username": "a"}]} | Memberships[0].Username names nobody
            {"Users": [{"Username": "a", "Attributes": [{"Name":"sub","Value":"1"}]}], "Memberships": [{"GroupName": "g", "Username": "a"}]} | Memberships[0].GroupName names no group
            {"Users": [], "UserPool": []}                            | "UserPool" must be an object
            """)
    void saysWhereAFileIsWrong(String json, String message) {
        assertThatThrownBy(() -> poolFile.parse(json))
                .isInstanceOf(PoolFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesAFileThatIsNotThere(@TempDir Path directory) {
        assertThatThrownBy(() -> poolFile.read(directory.resolve("missing.json")))
                .isInstanceOf(PoolFileException.class)
                .hasMessageContaining("missing.json: cannot be read");
    }

    @Test
    void namesAFileThatIsNotText(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("latin1.json"), new byte[] {'{', (byte) 0xe9, '}'});

        assertThatThrownBy(() -> poolFile.read(file)).hasMessageContaining("not UTF-8");
    }
}
