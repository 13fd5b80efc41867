package cognitobackup.local.sns;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.QueryService;
import cognitobackup.local.http.QueryXml;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** SNS of one Region. Published messages are kept; nothing is sent to anybody. */
public final class Topics implements QueryService {
    /** The limit of a message, https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
    private static final int MAX_MESSAGE_BYTES = 262_144;

    private static final int MAX_SUBJECT = 100;
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]*");
    private static final Set<String> PROTOCOLS = Set.of("email", "email-json");

    private final String arnPrefix;
    private final String accountId;
    private final Clock clock;
    private final Map<String, Map<String, String>> attributesByTopic = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Subscription> subscriptions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<PublishedMessage> published = new ConcurrentLinkedQueue<>();

    public Topics(String region, String accountId, Clock clock) {
        this.arnPrefix = "arn:aws:sns:" + region + ":" + accountId + ":";
        this.accountId = accountId;
        this.clock = clock;
    }

    /** Everything published so far, in order. */
    public List<PublishedMessage> published() {
        return List.copyOf(published);
    }

    public List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    @Override
    public String namespace() {
        return "http://sns.amazonaws.com/doc/2010-03-31/";
    }

    @Override
    public String call(String action, Map<String, String> parameters) {
        return switch (action) {
            case "CreateTopic" -> createTopic(parameters);
            case "DeleteTopic" -> {
                attributesByTopic.remove(parameters.get("TopicArn"));
                yield "";
            }
            case "ListTopics" ->
                QueryXml.list(
                        "Topics",
                        attributesByTopic.keySet().stream()
                                .sorted()
                                .map(arn -> QueryXml.element("TopicArn", arn))
                                .toList());
            case "GetTopicAttributes" -> QueryXml.map("Attributes", describe(topic(parameters)));
            case "SetTopicAttributes" -> {
                attributesByTopic
                        .get(topic(parameters))
                        .put(required(parameters, "AttributeName"), parameters.getOrDefault("AttributeValue", ""));
                yield "";
            }
            case "Subscribe" -> subscribe(parameters);
            case "Unsubscribe" -> {
                subscriptions.removeIf(known -> known.arn().equals(parameters.get("SubscriptionArn")));
                yield "";
            }
            case "ListSubscriptionsByTopic" -> listSubscriptions(topic(parameters));
            case "Publish" -> publish(parameters);
            default -> throw AwsError.notBuilt("SNS's " + action);
        };
    }

    private String createTopic(Map<String, String> parameters) {
        String name = required(parameters, "Name");
        if (!TOPIC_NAME.matcher(name).matches()) {
            throw invalid("Invalid parameter: Topic Name");
        }
        Map<String, String> attributes = entries(parameters, "Attributes");
        Map<String, String> existing = attributesByTopic.putIfAbsent(arnPrefix + name, new TreeMap<>(attributes));
        if (existing != null && !existing.equals(attributes)) {
            throw invalid("Invalid parameter: Attributes Reason: Topic already exists with different attributes");
        }
        return QueryXml.element("TopicArn", arnPrefix + name);
    }

    private Map<String, String> describe(String topic) {
        Map<String, String> attributes = new TreeMap<>(attributesByTopic.get(topic));
        long pending = subscriptions.stream()
                .filter(known -> known.topicArn().equals(topic))
                .count();
        attributes.put("TopicArn", topic);
        attributes.put("Owner", accountId);
        attributes.put("SubscriptionsPending", Long.toString(pending));
        attributes.put("SubscriptionsConfirmed", "0");
        return attributes;
    }

    private String subscribe(Map<String, String> parameters) {
        String topic = topic(parameters);
        String protocol = required(parameters, "Protocol");
        if (!PROTOCOLS.contains(protocol)) {
            throw AwsError.notBuilt("An SNS subscription by " + protocol);
        }
        Subscription subscription =
                new Subscription(topic + ":" + UUID.randomUUID(), topic, protocol, required(parameters, "Endpoint"));
        subscriptions.add(subscription);
        boolean wholeArn = "true".equals(parameters.get("ReturnSubscriptionArn"));
        return QueryXml.element("SubscriptionArn", wholeArn ? subscription.arn() : "pending confirmation");
    }

    private String listSubscriptions(String topic) {
        Collection<String> members = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            if (subscription.topicArn().equals(topic)) {
                members.add(QueryXml.element("TopicArn", topic)
                        + QueryXml.element("Protocol", subscription.protocol())
                        + QueryXml.element("SubscriptionArn", "PendingConfirmation")
                        + QueryXml.element("Owner", accountId)
                        + QueryXml.element("Endpoint", subscription.endpoint()));
            }
        }
        return QueryXml.list("Subscriptions", members);
    }

    private String publish(Map<String, String> parameters) {
        for (String notBuilt : List.of("TargetArn", "PhoneNumber", "MessageStructure", "MessageGroupId")) {
            if (parameters.containsKey(notBuilt)) {
                throw AwsError.notBuilt("SNS's Publish with " + notBuilt);
            }
        }
        String topic = topic(parameters);
        String message = required(parameters, "Message");
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            throw invalid("Invalid parameter: Message too long");
        }
        String subject = parameters.getOrDefault("Subject", "");
        if (!subject.isEmpty()
                && (subject.length() > MAX_SUBJECT || !SUBJECT.matcher(subject).matches())) {
            throw invalid("Invalid parameter: Subject");
        }
        PublishedMessage kept =
                new PublishedMessage(clock.instant(), topic, UUID.randomUUID().toString(), subject, message);
        published.add(kept);
        return QueryXml.element("MessageId", kept.messageId());
    }

    private String topic(Map<String, String> parameters) {
        String arn = required(parameters, "TopicArn");
        if (!attributesByTopic.containsKey(arn)) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
        return arn;
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw invalid("Invalid parameter: " + name);
        }
        return value;
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameter", message);
    }

    private static Map<String, String> entries(Map<String, String> parameters, String name) {
        Map<String, String> entries = new TreeMap<>();
        for (int i = 1; parameters.containsKey(name + ".entry." + i + ".key"); i++) {
            entries.put(
                    parameters.get(name + ".entry." + i + ".key"),
                    parameters.getOrDefault(name + ".entry." + i + ".value", ""));
        }
        return entries;
    }
}
