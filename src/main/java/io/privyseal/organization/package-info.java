/** Customers, organizations, departments, domains and their delegation; used by the pipeline and the doors. */
@NullMarked
package io.privyseal.organization;

import org.jspecify.annotations.NullMarked;
