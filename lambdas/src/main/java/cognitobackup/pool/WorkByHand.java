package cognitobackup.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What somebody has to do for a pool that stands in for another, whatever the two configurations say: what no API tells,
 * or what one pool at a time can have.
 */
public final class WorkByHand {
    private final List<ConfigurationPart> source;
    private final List<String> sentences = new ArrayList<>();

    private WorkByHand(List<ConfigurationPart> source) {
        this.source = source;
    }

    /** In words, each a sentence or two; only of what the source has. */
    public static List<String> of(List<ConfigurationPart> source) {
        var work = new WorkByHand(source);
        work.ofPool();
        work.ofOtherParts();
        work.ofWhatNobodyCaptures();
        return List.copyOf(work.sentences);
    }

    private void ofPool() {
        Map<?, ?> pool = source.stream()
                .filter(part -> part.part().equals("pool"))
                .findFirst()
                .flatMap(part -> CanonicalJson.parse(part.json()))
                .map(json -> (Map<?, ?>) json)
                .orElse(Map.of());
        if (pool.get("LambdaConfig") instanceof Map<?, ?> triggers && !triggers.isEmpty()) {
            var names = new TreeSet<String>();
            triggers.keySet().forEach(name -> names.add((String) name));
            names.remove("KMSKeyID");
            sentences.add(
                    "Lambda triggers (" + String.join(", ", names) + "): set them on the target when the import is"
                            + " done, and allow the target to invoke each function (lambda add-permission).");
        }
        if (pool.get("EmailConfiguration") instanceof Map<?, ?> email && email.get("SourceArn") != null) {
            sentences.add("E-mail: the sender's identity has to be verified in Amazon SES of the Region that the target"
                    + " sends from, and that account has to be out of the SES sandbox.");
        }
        if (pool.get("SmsConfiguration") instanceof Map<?, ?>) {
            sentences.add(
                    "Text messages: the target needs a role that lets it publish to Amazon SNS, and its Region the"
                            + " spending limit and sender that the source's has.");
        }
    }

    private void ofOtherParts() {
        names("client")
                .ifPresent(names -> sentences.add("App clients: each has a new id in the target, and a new secret"
                        + " where it has one. Configure the apps with them."));
        names("identityProvider")
                .ifPresent(
                        names -> sentences.add(
                                "Identity providers (" + names + "): give the target their client"
                                        + " secrets and keys, which no backup has, and register the target's domain with each provider."));
        names("domain")
                .ifPresent(
                        names -> sentences.add("Domains (" + names + "): a domain belongs to one pool at a time. Take"
                                + " it off the source before the target gets it, or give the target another. A custom domain"
                                + " also needs its DNS record changed, and a certificate in us-east-1."));
    }

    /** What an operation of its own would have to be asked for, and is not. */
    private void ofWhatNobodyCaptures() {
        sentences.add(
                "Not in the backup, so look for yourself: threat protection's settings, branding of managed login,"
                        + " log delivery, a web ACL, replicas of the pool, raised quotas.");
    }

    private Optional<String> names(String part) {
        var names = new TreeSet<String>();
        source.stream().filter(each -> each.part().equals(part)).forEach(each -> names.add(each.name()));
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }
}
