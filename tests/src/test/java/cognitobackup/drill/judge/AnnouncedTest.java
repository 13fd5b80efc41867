package cognitobackup.drill.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A difference is announced only by what a report says of that very person, group or membership, or of everybody. */
class AnnouncedTest {
    private static final Optional<String> PRESENT = Optional.of("present");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User              | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            User              | {'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'why', 'identity': 'ann'}
            User              | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'username': 'ann'}
            User.name         | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            User.name         | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold name'], 'identity': 'ann'}
            Membership.admins | {'kind': 'MEMBERSHIP', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann', 'groupName': 'admins'}
            """)
    void byWhatIsSaidOfThePerson(String field, String finding) throws Exception {
        assertThat(Announced.by(report(finding)).unannounced(List.of(lost(field))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User              | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'bob'}
            User              | {'kind': 'USER', 'outcome': 'FAILED', 'identity': 'ann'}
            User              | {'kind': 'USER', 'outcome': 'RESTORED', 'identity': 'ann'}
            User.name         | {'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'was there', 'identity': 'ann'}
            User.name         | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold email'], 'identity': 'ann'}
            Membership.admins | {'kind': 'MEMBERSHIP', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann', 'groupName': 'users'}
            Membership.admins | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            """)
    void notByWhatIsSaidOfAnotherOrWithoutAReason(String field, String finding) throws Exception {
        assertThat(Announced.by(report(finding)).unannounced(List.of(lost(field))))
                .hasSize(1);
    }

    @Test
    void byWhatIsSaidOfEverybody() throws Exception {
        var report = new ObjectMapper()
                .readTree("{\"notRestored\": [\"sub: every user has a new one\", \"dates of creation\"]}");
        Difference sub = new Difference("ann", "User.sub", Optional.of("a"), Optional.of("b"), Optional.empty());
        Difference date =
                new Difference("ann", "User.UserCreateDate", Optional.of("a"), Optional.of("b"), Optional.empty());
        Difference name = new Difference("ann", "User.Username", Optional.of("a"), Optional.of("b"), Optional.empty());

        assertThat(Announced.by(report).unannounced(List.of(sub, date, name))).containsExactly(name);
    }

    @Test
    void whatTheTargetHasTooMuchIsNeverAnnounced() throws Exception {
        var report = report("{'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}");
        Difference extra = new Difference("ann", "User", Optional.empty(), PRESENT, Optional.empty());

        assertThat(Announced.by(report).unannounced(List.of(extra))).containsExactly(extra);
    }

    private static Difference lost(String field) {
        return new Difference("ann", field, PRESENT, Optional.empty(), Optional.empty());
    }

    private static com.fasterxml.jackson.databind.JsonNode report(String finding) throws JsonProcessingException {
        return new ObjectMapper().readTree(("{'findings': [" + finding + "]}").replace('\'', '"'));
    }
}
