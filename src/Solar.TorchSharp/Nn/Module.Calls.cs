namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>A module that others may watch: functions run before and after its forward pass.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly Dictionary<string, TPreHook> _preHooks = [];
            private readonly Dictionary<string, TPostHook> _postHooks = [];

            protected HookableModule(string name)
                : base(name)
            {
            }

            public HookRemover register_forward_hook(TPostHook hook)
            {
                var key = Guid.NewGuid().ToString();
                _postHooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var key = Guid.NewGuid().ToString();
                _preHooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            private protected TPreHook[] PreHooks => _preHooks.Count == 0 ? [] : [.. _preHooks.Values];

            private protected TPostHook[] PostHooks => _postHooks.Count == 0 ? [] : [.. _postHooks.Values];

            /// <summary>Takes one hook away again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove()
                {
                    module._preHooks.Remove(key);
                    module._postHooks.Remove(key);
                }
            }
        }

        public abstract class Module<T, TResult>
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input)
            {
                foreach (var hook in PreHooks)
                {
                    if (hook(this, input) is { } changed)
                        input = changed;
                }

                var result = forward(input);
                foreach (var hook in PostHooks)
                {
                    if (hook(this, input, result) is { } changed)
                        result = changed;
                }

                return result;
            }
        }

        public abstract class Module<T1, T2, TResult>
            : HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2)
            {
                foreach (var hook in PreHooks)
                {
                    if (hook(this, input1, input2) is { } changed)
                        (input1, input2) = changed;
                }

                var result = forward(input1, input2);
                foreach (var hook in PostHooks)
                {
                    if (hook(this, input1, input2, result) is { } changed)
                        result = changed;
                }

                return result;
            }
        }

        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                foreach (var hook in PreHooks)
                {
                    if (hook(this, input1, input2, input3) is { } changed)
                        (input1, input2, input3) = changed;
                }

                var result = forward(input1, input2, input3);
                foreach (var hook in PostHooks)
                {
                    if (hook(this, input1, input2, input3, result) is { } changed)
                        result = changed;
                }

                return result;
            }
        }
    }
}
