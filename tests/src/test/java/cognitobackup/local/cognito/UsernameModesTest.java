package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

class UsernameModesTest {
    private final CognitoFixture aws = CognitoFixture.plain();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void inAPlainPoolAUserIsFoundByNameAndSubAndManyMayHaveOneAddress() {
        String pool = aws.createPool();
        UserType ann = aws.createUser(pool, "ann", "email", "shared@example.com", "email_verified", "true");
        aws.createUser(pool, "bob", "email", "shared@example.com", "email_verified", "true");

        assertThat(ann.username()).isEqualTo("ann");
        assertThat(sub(ann)).matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        assertThat(nameBehind(pool, sub(ann))).isEqualTo("ann");
        assertThatThrownBy(() -> nameBehind(pool, "shared@example.com")).isInstanceOf(UserNotFoundException.class);
        aws.createUser(pool, "ANN");
        assertThat(nameBehind(pool, "ANN")).isEqualTo("ANN");
    }

    @Test
    void inACaseInsensitivePoolNamesAreLowerCase() {
        String pool = aws.createPool(settings -> settings.usernameConfiguration(names -> names.caseSensitive(false)));
        assertThat(aws.createUser(pool, "Ann").username()).isEqualTo("ann");
        assertThat(nameBehind(pool, "aNN")).isEqualTo("ann");
        assertThatThrownBy(() -> aws.createUser(pool, "ANN"))
                .isInstanceOf(UsernameExistsException.class)
                .hasMessageContaining("User account already exists");
    }

    @Test
    void inAPoolWithUsernameAttributesTheUsernameIsTheSubAndTheAddressIsUnique() {
        String pool = aws.createPool(settings -> settings.usernameAttributes(UsernameAttributeType.EMAIL));
        UserType ann = aws.createUser(pool, "ann@example.com");

        assertThat(ann.username()).isEqualTo(sub(ann));
        assertThat(aws.attribute(pool, "ann@example.com", "email")).isEqualTo("ann@example.com");
        assertThatThrownBy(() -> aws.createUser(pool, "ann@example.com"))
                .isInstanceOf(UsernameExistsException.class)
                .hasMessageContaining("An account with the given email already exists.");
        assertThatThrownBy(() -> aws.createUser(pool, "bob"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Username should be an email.");
        assertThatThrownBy(() -> aws.createUser(pool, "bob@example.com", "email", "other@example.com"))
                .isInstanceOf(InvalidParameterException.class);
        aws.createUser(pool, "bob@example.com");
        assertThatThrownBy(() -> update(pool, "bob@example.com", "email", "ann@example.com"))
                .isInstanceOf(AliasExistsException.class);
        assertThat(aws.attribute(pool, "bob@example.com", "email")).isEqualTo("bob@example.com");
    }

    @Test
    void anAddressThatWasGivenUpIsFree() {
        String pool = aws.createPool(settings -> settings.usernameAttributes(UsernameAttributeType.EMAIL));
        aws.createUser(pool, "ann@example.com");
        update(pool, "ann@example.com", "email", "ann@example.net");
        assertThatThrownBy(() -> nameBehind(pool, "ann@example.com")).isInstanceOf(UserNotFoundException.class);
        aws.createUser(pool, "ann@example.com");
        assertThat(nameBehind(pool, "ann@example.com")).isNotEqualTo(nameBehind(pool, "ann@example.net"));
    }

    @Test
    void inAPoolWithAliasesVerifiedAddressesAreUniqueAndUnverifiedOnesAreNot() {
        String pool = aliasPool();
        aws.createUser(pool, "ann", "email", "shared@example.com", "email_verified", "true");
        assertThat(nameBehind(pool, "shared@example.com")).isEqualTo("ann");
        aws.createUser(pool, "bob", "email", "shared@example.com");
        assertThatThrownBy(() -> aws.createUser(pool, "cy", "email", "shared@example.com", "email_verified", "true"))
                .isInstanceOf(UsernameExistsException.class)
                .hasMessageContaining("An account with the given email already exists.");
        assertThatThrownBy(() -> aws.createUser(pool, "cy@example.com"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Username cannot be of email format");
    }

    @Test
    void inAPoolWithAliasesTheLastToVerifyAnAddressTakesIt() {
        String pool = aliasPool();
        aws.createUser(pool, "ann", "email", "shared@example.com", "email_verified", "true");
        aws.createUser(pool, "bob", "email", "shared@example.com");
        update(pool, "bob", "email_verified", "true");
        assertThat(nameBehind(pool, "shared@example.com")).isEqualTo("bob");
        assertThat(aws.attribute(pool, "ann", "email_verified")).isEqualTo("false");
    }

    @Test
    void anAddressIsSearchedWithoutRegardToCaseWhereThePoolHasNone() {
        String pool = aws.createPool(settings -> settings.usernameAttributes(UsernameAttributeType.EMAIL)
                .usernameConfiguration(names -> names.caseSensitive(false)));
        UserType ann = aws.createUser(pool, "ann@example.com", "email", "Ann@example.com");
        UserSeed profile = UserSeed.of("google_1", Map.of("email", "ann@example.com", "identities", "[]"))
                .withStatus(UserStatus.EXTERNAL_PROVIDER);
        aws.service.seed().users(pool, List.of(profile));
        assertThat(aws.client
                        .listUsers(request -> request.userPoolId(pool).filter("email = \"ANN@example.com\""))
                        .users())
                .extracting(UserType::username)
                .containsExactlyInAnyOrder(ann.username(), "google_1");
        assertThat(aws.attribute(pool, "ann@example.com", "email")).isEqualTo("Ann@example.com");
        update(pool, "ann@example.com", "email", "ann@example.org");
        assertThat(aws.client
                        .listUsers(request -> request.userPoolId(pool).filter("email = \"ann@example.com\""))
                        .users())
                .extracting(UserType::username)
                .containsExactly("google_1");
    }

    @Test
    void aDeletedUserLeavesNothingBehind() {
        String pool = aliasPool();
        UserType ann = aws.createUser(pool, "ann", "email", "ann@example.com", "email_verified", "true");
        aws.client.adminDeleteUser(request -> request.userPoolId(pool).username("ann@example.com"));
        assertThatThrownBy(() -> nameBehind(pool, "ann")).isInstanceOf(UserNotFoundException.class);
        UserType again = aws.createUser(pool, "ann", "email", "ann@example.com", "email_verified", "true");
        assertThat(sub(again)).isNotEqualTo(sub(ann));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sub = \"SUB\"                          | ann",
                "sub ^= \"00\"                          | ann",
                "username = \"ann\"                     | ann",
                "username ^= \"an\"                     | ann,anton",
                "\"username\" = \"ann\"                 | ann",
                "username=\"ann\"                       | ann",
                "email = \"anton@example.com\"          | anton",
                "email ^= \"an\"                        | ann,anton",
                "name = \"O\\\"Neil \\\\ Sons\"         | bob",
                "cognito:user_status = \"confirmed\"    | ann,anton",
                "cognito:user_status = \"UNCONFIRMED\"  | bob",
                "status = \"Disabled\"                  | bob",
                "status = \"disabled\"                  | ``",
                "username = \"ANN\"                     | ``",
                "phone_number = \"+4912345\"            | ``",
                "``                                     | ann,anton,bob",
            })
    void aFilterFindsWhoMatches(String filter, String expected) {
        String pool = aws.createPool();
        String sub = "00000000-e0e1-70ae-d2ee-991ad1a898c8";
        aws.service
                .seed()
                .users(
                        pool,
                        List.of(
                                UserSeed.of("ann", Map.of("email", "ann@example.com"))
                                        .withSub(sub),
                                UserSeed.of("anton", Map.of("email", "anton@example.com"))
                                        .withSub("1" + sub.substring(1)),
                                UserSeed.of("bob", Map.of("name", "O\"Neil \\ Sons"))
                                        .withSub("2" + sub.substring(1))
                                        .withStatus(UserStatus.UNCONFIRMED)
                                        .enabled(false)));
        assertThat(aws.client
                        .listUsersPaginator(request -> request.userPoolId(pool).filter(filter.replace("SUB", sub)))
                        .users())
                .extracting(UserType::username)
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(","));
    }

    private String aliasPool() {
        return aws.createPool(settings -> settings.aliasAttributes(AliasAttributeType.EMAIL));
    }

    private void update(String pool, String username, String... namesAndValues) {
        aws.client.adminUpdateUserAttributes(request ->
                request.userPoolId(pool).username(username).userAttributes(CognitoFixture.attributes(namesAndValues)));
    }

    private String nameBehind(String pool, String name) {
        return aws.client
                .adminGetUser(request -> request.userPoolId(pool).username(name))
                .username();
    }

    private static String sub(UserType user) {
        return user.attributes().get(0).value();
    }
}
