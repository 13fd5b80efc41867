package cognitobackup.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of two pools' configurations, and what is not: each case is one member that is another in the target. */
class ConfigurationDifferencesTest {
    @Test
    void whatEveryPoolHasOfItsOwnIsNoDifference() {
        var source = List.of(
                part(
                        "pool",
                        "eu-west-1_One",
                        "{'Id':'eu-west-1_One','Arn':'arn:one','Name':'customers','Domain':'one'}"),
                part("mfa", "eu-west-1_One", "{'MfaConfiguration':'OFF'}"),
                part("client", "abc", "{'ClientId':'abc','UserPoolId':'eu-west-1_One','ClientName':'web'}"),
                part("domain", "one", "{'Domain':'one','AWSAccountId':'1','S3Bucket':'a','Version':'1'}"));
        var target = List.of(
                part(
                        "pool",
                        "us-east-1_Two",
                        "{'Id':'us-east-1_Two','Arn':'arn:two','Name':'restored','Domain':'two'}"),
                part("mfa", "us-east-1_Two", "{'MfaConfiguration':'OFF'}"),
                part("client", "xyz", "{'ClientId':'xyz','UserPoolId':'us-east-1_Two','ClientName':'web'}"),
                part("domain", "two", "{'Domain':'two','AWSAccountId':'2','S3Bucket':'b','Version':'2'}"));

        assertThat(ConfigurationDifferences.between(source, target)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'Policies':{'PasswordPolicy':{'MinimumLength':8}}} | {'Policies':{'PasswordPolicy':{'MinimumLength':12}}} | Policies.PasswordPolicy.MinimumLength | 8 | 12
            {'DeletionProtection':'ACTIVE'} | {} | DeletionProtection | ACTIVE |
            {} | {'UserPoolTags':{'a':'b'}} | UserPoolTags.a | | b
            {'AutoVerifiedAttributes':['email','phone_number']} | {'AutoVerifiedAttributes':['email']} | AutoVerifiedAttributes | email, phone_number | email
            {'SchemaAttributes':[{'Name':'custom:a','Mutable':true}]} | {'SchemaAttributes':[{'Name':'custom:a','Mutable':false}]} | SchemaAttributes[custom:a].Mutable | true | false
            {'SchemaAttributes':[{'Name':'custom:a','Mutable':true},{'Name':'custom:b','Mutable':true}]} | {'SchemaAttributes':[{'Name':'custom:a','Mutable':true}]} | SchemaAttributes[custom:b] | there |
            {'LambdaConfig':{'PreSignUp':'arn:aws:lambda:eu-west-1:1:function:a'}} | {'LambdaConfig':{'PreSignUp':'arn:aws:lambda:eu-west-1:1:function:b'}} | LambdaConfig.PreSignUp | arn:aws:lambda:eu-west-1:1:function:a | arn:aws:lambda:eu-west-1:1:function:b
            """)
    void aMemberThatIsAnotherIsNamedWithBothValues(
            String source, String target, String member, String sourceValue, String targetValue) {
        assertThat(ConfigurationDifferences.between(
                        List.of(part("pool", "eu-west-1_One", source)), List.of(part("pool", "us-east-1_Two", target))))
                .containsExactly(new ConfigurationDifference(
                        "pool", "", member, Optional.ofNullable(sourceValue), Optional.ofNullable(targetValue)));
    }

    @Test
    void theSameFunctionInAnotherRegionAndAccountIsNoDifference() {
        assertThat(ConfigurationDifferences.between(
                        List.of(part(
                                "pool", "a", "{'LambdaConfig':{'PreSignUp':'arn:aws:lambda:eu-west-1:1:function:a'}}")),
                        List.of(part(
                                "pool",
                                "b",
                                "{'LambdaConfig':{'PreSignUp':'arn:aws-cn:lambda:cn-north-1:2:function:a'}}"))))
                .isEmpty();
    }

    @Test
    void orderInAListIsNoDifference() {
        assertThat(ConfigurationDifferences.between(
                        List.of(part("pool", "a", "{'AliasAttributes':['email','phone_number']}")),
                        List.of(part("pool", "b", "{'AliasAttributes':['phone_number','email']}"))))
                .isEmpty();
    }

    @Test
    void partsThatOnePoolLacksAreNamedWhole() {
        assertThat(ConfigurationDifferences.between(
                        List.of(
                                part("identityProvider", "Google", "{'ProviderType':'Google'}"),
                                part("domain", "login.example.com", "{'CustomDomainConfig':{}}")),
                        List.of(part("client", "xyz", "{'ClientName':'new'}"))))
                .extracting(
                        ConfigurationDifference::part,
                        ConfigurationDifference::name,
                        ConfigurationDifference::member,
                        ConfigurationDifference::source,
                        ConfigurationDifference::target)
                .containsExactly(
                        tuple("client", "new", "", Optional.empty(), Optional.of("xyz")),
                        tuple("domain", "custom domain", "", Optional.of("login.example.com"), Optional.empty()),
                        tuple("identityProvider", "Google", "", Optional.of("Google"), Optional.empty()));
    }

    @Test
    void clientsOfOneNameAreComparedOneByOne() {
        var two = List.of(part("client", "a", "{'ClientName':'web'}"), part("client", "b", "{'ClientName':'web'}"));

        assertThat(ConfigurationDifferences.between(two, two)).isEmpty();
        assertThat(ConfigurationDifferences.between(two, two.subList(0, 1)))
                .extracting(ConfigurationDifference::source)
                .containsExactly(Optional.of("b"));
    }

    @Test
    void longValuesAreCutBetweenCharacters() {
        String longest = "x".repeat(ConfigurationDifferences.LONGEST_VALUE - 1) + "🙂".repeat(9);

        assertThat(ConfigurationDifferences.between(
                        List.of(part("pool", "a", "{'EmailVerificationMessage':'" + longest + "'}")),
                        List.of(part("pool", "b", "{}"))))
                .extracting(difference -> difference.source().orElseThrow())
                .containsExactly("x".repeat(ConfigurationDifferences.LONGEST_VALUE - 1) + "…");
    }

    @Test
    void workByHandIsOnlyOfWhatTheSourceHas() {
        assertThat(WorkByHand.of(List.of(part("pool", "a", "{}"))))
                .singleElement()
                .asString()
                .startsWith("Not in the backup");
        assertThat(WorkByHand.of(List.of(
                        part(
                                "pool",
                                "a",
                                "{'LambdaConfig':{'PreSignUp':'arn','KMSKeyID':'key'},'SmsConfiguration':{}}"),
                        part("client", "xyz", "{}"),
                        part("identityProvider", "Google", "{}"),
                        part("domain", "login", "{}"))))
                .hasSize(6)
                .anySatisfy(text -> assertThat(text).contains("(PreSignUp)"))
                .anySatisfy(text -> assertThat(text).contains("Google").contains("secret"))
                .anySatisfy(text -> assertThat(text).contains("Domains (login)"));
    }

    private static ConfigurationPart part(String part, String name, String json) {
        return new ConfigurationPart(part, name, json.replace('\'', '"'));
    }
}
