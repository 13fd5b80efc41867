package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attributes are wanted and which are extra, as the target compares them. */
class AttributeDiffTest {
    private final Restorable restorable = new Restorable(new InMemoryUserPool("eu-west-1_Target1").settings());
    private final TargetUserForm form =
            new TargetUserForm(restorable, new KnownUsers(false, new OriginalSub(Optional.empty(), false)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            name=Ann                           | name=Ann                                | -                     | -
            name=Ann                           | name=Bob                                | name                  | -
            name=Ann                           | -                                       | name                  | -
            -                                  | name=Ann                                | -                     | name
            name=                              | -                                       | -                     | -
            name=                              | name=Ann                                | -                     | name
            email=Ann@x.org                    | email=ann@X.org                         | -                     | -
            name=Ann                           | name=ann                                | name                  | -
            email=a@x.org,email_verified=false | email=a@x.org                           | -                     | -
            email=a@x.org,email_verified=true  | email=a@x.org                           | email_verified        | -
            email=a@x.org                      | email=a@x.org,email_verified=true       | email_verified        | -
            email=a@x.org,email_verified=true  | -                                       | email,email_verified  | -
            -                                  | email=a@x.org,email_verified=true       | -                     | email,email_verified
            custom:unknown=1                   | -                                       | -                     | -
            """)
    void attributesAreComparedAsTheTargetHoldsThem(String planned, String actual, String wanted, String extra) {
        TargetUser target = form.of(user(actual));

        AttributeDiff diff = AttributeDiff.between(user(planned), target, restorable);

        assertThat(String.join(",", diff.wanted())).isEqualTo(wanted == null ? "" : wanted);
        assertThat(String.join(",", diff.extra())).isEqualTo(extra == null ? "" : extra);
        assertThat(diff.isEmpty()).isEqualTo(wanted == null && extra == null);
    }

    private static User user(String attributes) {
        Map<String, String> byName = new TreeMap<>();
        if (attributes != null) {
            for (String attribute : attributes.split(",", -1)) {
                int separator = attribute.indexOf('=');
                byName.put(attribute.substring(0, separator), attribute.substring(separator + 1));
            }
        }
        return new User("sub", "ann", new TreeMap<>(byName), true, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
    }
}
