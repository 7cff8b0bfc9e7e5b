/* ippeveprinter announces itself over D-Bus, and ends without one: loaded before the C library, this says that it is announced. */
#include <stdlib.h>

void *avahi_client_new(const void *poll_api, int flags, void *callback, void *userdata, int *error);
const char *avahi_client_get_host_name_fqdn(void *client);

void *avahi_client_new(const void *poll_api, int flags, void *callback, void *userdata, int *error)
{
    (void)poll_api, (void)flags, (void)callback, (void)userdata;
    if (error)
        *error = 0;
    return calloc(1, 4096);
}

const char *avahi_client_get_host_name_fqdn(void *client)
{
    (void)client;
    return "localhost";
}

void *avahi_entry_group_new(void *client, void *callback, void *userdata);
int avahi_entry_group_add_service_strlst(void);
int avahi_entry_group_add_service_subtype(void);
int avahi_entry_group_commit(void *group);
int avahi_entry_group_free(void *group);

void *avahi_entry_group_new(void *client, void *callback, void *userdata)
{
    (void)client, (void)callback, (void)userdata;
    return calloc(1, 64);
}

int avahi_entry_group_add_service_strlst(void)
{
    return 0;
}

int avahi_entry_group_add_service_subtype(void)
{
    return 0;
}

int avahi_entry_group_commit(void *group)
{
    (void)group;
    return 0;
}

int avahi_entry_group_free(void *group)
{
    free(group);
    return 0;
}
