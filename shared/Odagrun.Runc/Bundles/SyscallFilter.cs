namespace Odagrun.Runc.Bundles;

/// <summary>
/// Refuses the system calls that a job has no use for and that widen the kernel's surface: those that a process without
/// capabilities reaches nevertheless (new user namespaces, keys, bpf, io_uring …) and, as a second bar, those that need them.
/// </summary>
internal static class SyscallFilter
{
    private const string Allow = "SCMP_ACT_ALLOW";
    private const string Refuse = "SCMP_ACT_ERRNO";
    private const int NotPermitted = 1;
    private const int NotImplemented = 38;
    private const ulong NewUserNamespace = 0x10000000;

    public static RuntimeSeccomp Default { get; } = new()
    {
        DefaultAction = Allow,
        Syscalls =
        [
            new(
                [
                    "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "create_module", "delete_module", "fanotify_init",
                    "finit_module",
                    "fsconfig", "fsmount", "fsopen", "fspick", "get_kernel_syms", "init_module", "io_uring_enter", "io_uring_register",
                    "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl", "lookup_dcookie", "mount",
                    "mount_setattr", "move_mount", "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open", "pivot_root",
                    "quotactl",
                    "quotactl_fd", "query_module", "reboot", "request_key", "setns", "settimeofday", "stime", "swapoff", "swapon", "sysfs",
                    "_sysctl", "umount", "umount2", "uselib", "userfaultfd", "ustat", "vhangup", "vm86", "vm86old",
                ],
                Refuse, NotPermitted),
            new(["unshare", "clone"], Refuse, NotPermitted, [new(0, NewUserNamespace, NewUserNamespace, "SCMP_CMP_MASKED_EQ")]),

            // Its flags lie in memory, where a filter can't look: programs then fall back to clone.
            new(["clone3"], Refuse, NotImplemented),
        ],
    };
}
