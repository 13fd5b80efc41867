package cognitobackup.drill.grants;

import cognitobackup.local.iam.Grant;
import java.util.Comparator;

/**
 * A grant of the program, whatever stack it is deployed with.
 *
 * @param role whose: a function's name, or that of a workflow, rule or schedule
 * @param condition under which, or empty
 * @param sid the name of the statement, or empty
 */
public record PlainGrant(String role, String action, String resource, String condition, String sid)
        implements Comparable<PlainGrant> {
    private static final Comparator<PlainGrant> ORDER = Comparator.comparing(PlainGrant::role)
            .thenComparing(PlainGrant::action)
            .thenComparing(PlainGrant::resource)
            .thenComparing(PlainGrant::condition)
            .thenComparing(PlainGrant::sid);

    public static PlainGrant of(Grant grant) {
        return new PlainGrant(
                PlainNames.of(grant.roleArn()).replaceFirst("^iam:role/", ""),
                grant.action(),
                PlainNames.of(grant.resource()),
                grant.condition().isEmpty() ? "" : PlainNames.of(grant.condition()),
                grant.sid());
    }

    @Override
    public int compareTo(PlainGrant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return role + " may " + action + " on " + resource;
    }
}
