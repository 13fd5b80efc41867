package cognitobackup.pool;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a user is at an identity provider: the one whose sign-in made the user, or one that was linked to it.
 *
 * @param provider the provider's name in the pool
 * @param userId what the provider calls the person
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">the
 *     attribute identities</a>
 */
public record ProviderIdentity(String provider, String userId) {
    /** The identities that Cognito lists of a user; none where the attribute is no list of such. */
    public static List<ProviderIdentity> of(User user) {
        List<ProviderIdentity> identities = new ArrayList<>();
        Optional<Object> json =
                Optional.ofNullable(user.attributes().get(User.IDENTITIES)).flatMap(CanonicalJson::parse);
        if (json.isPresent() && json.get() instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> members) {
                    String provider = text(members.get("providerName"));
                    String userId = text(members.get("userId"));
                    if (!provider.isEmpty() && !userId.isEmpty()) {
                        identities.add(new ProviderIdentity(provider, userId));
                    }
                }
            }
        }
        return List.copyOf(identities);
    }

    /**
     * The identity whose sign-in made the user: Cognito names such a profile after it. A local user that is linked to a
     * provider has a name of its own. By name, since setting a password for such a profile changes its status.
     */
    public static Optional<ProviderIdentity> ofProfile(User user) {
        return of(user).stream()
                .filter(identity -> identity.profileName().equalsIgnoreCase(user.username()))
                .findFirst();
    }

    /** The Username of the profile that this identity's sign-in makes, before a case-insensitive pool folds it. */
    public String profileName() {
        return provider + "_" + userId;
    }

    /** A short text that says the same and tells nobody who it is: the same for no two identities. */
    public String key() {
        return HexFormat.of().formatHex(Sha256.of(provider + "\n" + userId), 0, 16);
    }

    /** Some providers number their users. */
    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value == null || value instanceof Optional || value instanceof Map || value instanceof List
                ? ""
                : CanonicalJson.text(value);
    }
}
