# Makes of a pool's settings, as DescribeUserPool gives them and the backup has them, the input of CreateUserPool for a pool
# that takes the same users. Triggers, roles, domains and senders of messages are left out: they are of the lost Region.
{
  PoolName: .Name,
  UsernameAttributes,
  AliasAttributes,
  UsernameConfiguration,
  AutoVerifiedAttributes,
  Policies,
  AccountRecoverySetting,
  AdminCreateUserConfig: (.AdminCreateUserConfig | if . then { AllowAdminCreateUserOnly } else null end),
  UserPoolTier,
  # Standard attributes need to be named only where they are required.
  Schema: [
    .SchemaAttributes[]?
    | select((.Name | test("^(dev:)?custom:")) or (.Required and .Name != "sub"))
    | .Name |= sub("^(dev:)?custom:"; "")
    | {
        Name, AttributeDataType, Mutable, Required, DeveloperOnlyAttribute,
        NumberAttributeConstraints, StringAttributeConstraints
      }
    | with_entries(select(.value != null))
  ]
}
| with_entries(select(.value != null))
