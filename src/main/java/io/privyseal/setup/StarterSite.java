package io.privyseal.setup;

import io.privyseal.authority.AuthorityId;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;

/** What starter endpoints are made of: objects of the first start that an administrator has left in place. */
record StarterSite(CustomerId customer, OrganizationId organization, AuthorityId issuer) {}
