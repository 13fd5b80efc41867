package cognitobackup.drill.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A difference is announced only by what a report says of that very person, group or membership, and of that very
 * attribute, link or second factor; in general only what is so for everybody by nature.
 */
class AnnouncedTest {
    private static final Optional<String> PRESENT = Optional.of("present");
    private static final String ANN = "'identity': 'ann'}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User                | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            User                | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'username': 'ann'}
            User                | {'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'identity taken', 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'fields': ['name'], 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'differs', 'fields': ['name'], 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its name'], 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its gender, name, zoneinfo'], 'identity': 'ann'}
            User.custom:a,b     | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its custom:a,b, name'], 'identity': 'ann'}
            User.Enabled        | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'fields': ['enabled'], 'identity': 'ann'}
            User.email_verified | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['another has its email; it is restored unverified'], 'identity': 'ann'}
            User.email          | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['another has its email; it is not restored'], 'identity': 'ann'}
            User.email_verified | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['another has its email; it is not restored'], 'identity': 'ann'}
            User.mfa.SMS_MFA    | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['not restored: codes by text message: why'], 'identity': 'ann'}
            User.links.Okta     | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['its link to Okta is not restored: why'], 'identity': 'ann'}
            Membership.admins   | {'kind': 'MEMBERSHIP', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann', 'groupName': 'admins'}
            """)
    void byWhatIsSaidOfThePerson(String field, String finding) throws Exception {
        assertThat(silent(report(finding), lost(field))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User                | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'bob'}
            User                | {'kind': 'USER', 'outcome': 'FAILED', 'identity': 'ann'}
            User                | {'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'why', 'identity': 'ann'}
            User                | {'kind': 'USER', 'outcome': 'RESTORED', 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'fields': ['nickname'], 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its nickname'], 'identity': 'ann'}
            User.name           | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its given_name, custom:name'], 'identity': 'ann'}
            User.custom:a       | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['cannot hold its custom:a,b'], 'identity': 'ann'}
            User.email          | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['another has its email; it is restored unverified'], 'identity': 'ann'}
            User.phone_number_verified | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['another has its email; it is not restored'], 'identity': 'ann'}
            User.mfa.EMAIL_OTP  | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['not restored: codes by text message: why'], 'identity': 'ann'}
            User.links.Google   | {'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['its link to Okta is not restored: why'], 'identity': 'ann'}
            User.UserStatus     | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            Membership.admins   | {'kind': 'MEMBERSHIP', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann', 'groupName': 'users'}
            Membership.admins   | {'kind': 'USER', 'outcome': 'FAILED', 'reason': 'why', 'identity': 'ann'}
            """)
    void notByWhatIsSaidOfAnotherOrOfSomethingElseOrWithoutAReason(String field, String finding) throws Exception {
        assertThat(silent(report(finding), lost(field))).hasSize(1);
    }

    @Test
    void oneNoteIsForOneLink() throws Exception {
        String finding =
                "{'kind': 'USER', 'outcome': 'RESTORED', 'notes': ['its link to Okta is not restored: why'], " + ANN;
        Difference one = new Difference("ann", "User.links.Okta", Optional.of("1"), Optional.empty(), Optional.empty());
        Difference two = new Difference("ann", "User.links.Okta", Optional.of("2"), Optional.empty(), Optional.empty());

        assertThat(silent(report(finding), one, two)).containsExactly(two);
    }

    @Test
    void aLinkIsLostForTheReasonThatIsSaid() throws Exception {
        String finding = "{'kind': 'USER', 'outcome': 'RESTORED',"
                + " 'notes': ['its link to Okta is not restored: the target has no such provider'], " + ANN;

        assertThat(silent(report(finding), lost("User.links.Okta", Reason.NO_PROVIDER)))
                .isEmpty();
        assertThat(silent(report(finding), lost("User.links.Okta", Reason.MOST_LINKS)))
                .hasSize(1);
    }

    @Test
    void inGeneralOnlyWhatIsSoByNature() throws Exception {
        JsonNode report = json("{'notRestored': ['sub: new', 'name: lost', 'status: see fates', 'dates of creation',"
                + " 'links to providers', 'attributes without a value', 'TOTP secrets', 'codes by text message']}");
        Difference date = new Difference(
                "ann", "User.UserCreateDate", Optional.of("a"), Optional.of("b"), Optional.of(Reason.DATES));
        Difference changed =
                new Difference("ann", "User.UserCreateDate", Optional.of("a"), Optional.empty(), Optional.empty());

        assertThat(silent(report, date)).isEmpty();
        assertThat(silent(report, changed)).hasSize(1);
        assertThat(silent(report, lost("User.nickname", Reason.NO_VALUE))).isEmpty();
        assertThat(silent(report, lost("User.mfa.SMS_MFA", Reason.FACTOR_NOT_CAPTURED)))
                .isEmpty();
        assertThat(silent(report, lost("User.mfa.SMS_MFA", Reason.FACTOR_NOT_OFFERED)))
                .hasSize(1);
        assertThat(silent(report, lost("User.name"), lost("User.sub"), lost("User.links.Okta")))
                .hasSize(3);
    }

    @Test
    void subAndStatusByTheMapOfIdentities() throws Exception {
        IdentityMap map = IdentityMap.of("""
                oldSub,newSub,identity,sourceStatus,route,targetStatus,next\r
                a,b,"'=an""n, x",UNCONFIRMED,API,CONFIRMED,ASK_HELP_DESK\r
                """);
        String ann = "=an\"n, x";

        assertThat(Announced.by(json("{}"), map)
                        .unannounced(List.of(
                                changed(ann, "User.sub", "a", "b"),
                                changed(ann, "User.UserStatus", "UNCONFIRMED", "CONFIRMED"))))
                .isEmpty();
        assertThat(Announced.by(json("{}"), map)
                        .unannounced(List.of(
                                changed(ann, "User.sub", "a", "c"),
                                changed(ann, "User.UserStatus", "UNCONFIRMED", "RESET_REQUIRED"),
                                changed("bob", "User.sub", "a", "b"))))
                .hasSize(3);
    }

    @Test
    void whatTheTargetHasTooMuchIsNeverAnnounced() throws Exception {
        Difference extra = new Difference("ann", "User", Optional.empty(), PRESENT, Optional.empty());

        assertThat(silent(report("{'kind': 'USER', 'outcome': 'SKIPPED', 'reason': 'why', " + ANN), extra))
                .containsExactly(extra);
    }

    @Test
    void membershipsTooManyAreCounted() throws Exception {
        Difference one = new Difference("ann", "Membership.a", Optional.empty(), PRESENT, Optional.empty());
        Difference two = new Difference("ann", "Membership.b", Optional.empty(), PRESENT, Optional.empty());

        assertThat(silent(json("{'notInSnapshot': {'memberships': 1}}"), one, two))
                .containsExactly(two);
    }

    private static List<Difference> silent(JsonNode report, Difference... differences) {
        return Announced.by(report, IdentityMap.none()).unannounced(List.of(differences));
    }

    private static Difference lost(String field) {
        return new Difference("ann", field, PRESENT, Optional.empty(), Optional.empty());
    }

    private static Difference lost(String field, Reason reason) {
        return new Difference("ann", field, PRESENT, Optional.empty(), Optional.of(reason));
    }

    private static Difference changed(String identity, String field, String before, String after) {
        return new Difference(identity, field, Optional.of(before), Optional.of(after), Optional.empty());
    }

    private static JsonNode report(String finding) throws JsonProcessingException {
        return json("{'findings': [" + finding + "]}");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
